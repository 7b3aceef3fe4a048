//! Plans made faster: other operators that give the same rows, chosen by what the operators above them ask for.
//!
//! What is not promised may change: the order of rows without `ORDER BY`, and how often an expression is evaluated whose
//! value is the same each time.

mod fuse;
mod wants;

use super::plan::{Plan, Slot};

/// Makes a plan faster whose rows are read from some slots only; `slots` is how many slots its rows have.
pub fn optimise(plan: &mut Plan, read: &[Slot], slots: &mut usize) {
    fuse::fuse(plan);
    wants::apply(plan, read, slots);
}
