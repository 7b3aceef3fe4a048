//! Values and answers as text, for people and for programs: writes to any `Write`.
