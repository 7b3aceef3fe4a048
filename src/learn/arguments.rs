//! The command line of the trainers: a command, options with a value each, files.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// A command of a trainer: its name and what it does with what follows on the command line, writing to the given
/// stream. An error is what the user is to read.
pub type Command<'a> = (&'a str, fn(Options, &mut dyn Write) -> Result<(), String>);

/// Runs the command that the program's arguments name; says `usage` where they name none.
pub fn run(usage: &str, commands: &[Command<'_>]) -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let named = arguments.next();
    let command = commands.iter().find(|(name, _)| Some(*name) == named.as_deref());
    let options = Options::read(usage, arguments);
    let mut out = std::io::stdout().lock();
    let done = match command {
        Some((_, command)) => options.and_then(|options| command(options, &mut out)),
        None => Err(usage.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nothing is left to do where standard error is closed, too.
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// Options and files, taken one after the other; what nobody takes is wrong usage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    usage: String,
    named: Vec<(String, String)>,
    files: Vec<PathBuf>,
}

impl Options {
    /// Reads `--NAME VALUE` and files in any order.
    ///
    /// # Errors
    /// The last option has no value.
    pub fn read(usage: &str, arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { usage: usage.to_owned(), ..Self::default() };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            match argument.strip_prefix("--") {
                Some(name) => {
                    let value = arguments
                        .next()
                        .ok_or_else(|| format!("--{name} has no value\n{usage}"))?;
                    options.named.push((name.to_owned(), value));
                }
                None => options.files.push(argument.into()),
            }
        }
        Ok(options)
    }

    /// The value of an option, the first where it is given more than once; each call takes one.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.named.iter().position(|(given, _)| given == name)?;
        Some(self.named.remove(at).1)
    }

    /// A path that an option gives, or else `default`.
    pub fn path(&mut self, name: &str, default: impl Into<PathBuf>) -> PathBuf {
        self.take(name).map_or_else(|| default.into(), PathBuf::from)
    }

    /// Sets `to` to the number that an option gives, if it is given.
    ///
    /// # Errors
    /// The value is no number of this kind.
    pub fn number<N: std::str::FromStr>(&mut self, name: &str, to: &mut N) -> Result<(), String> {
        if let Some(value) = self.take(name) {
            *to = value.parse().map_err(|_| format!("--{name} {value}: expected a number"))?;
        }
        Ok(())
    }

    /// The files, when all options that are known have been taken.
    ///
    /// # Errors
    /// An option is left that nobody took.
    pub fn files(self) -> Result<Vec<PathBuf>, String> {
        match self.named.first() {
            Some((name, _)) => Err(format!("there is no option --{name}\n{}", self.usage)),
            None => Ok(self.files),
        }
    }

    /// Makes sure that nothing is left on the command line.
    ///
    /// # Errors
    /// A file or an option is left.
    pub fn none_left(self) -> Result<(), String> {
        let usage = self.usage.clone();
        if self.files()?.is_empty() { Ok(()) } else { Err(usage) }
    }
}

/// The folder of the training data: `data` below `CHANCERY_DATA`, or below `../shared`.
pub fn data_folder() -> PathBuf {
    let shared = std::env::var_os("CHANCERY_DATA").unwrap_or_else(|| "../shared".into());
    PathBuf::from(shared).join("data")
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn options(line: &str) -> Result<Options, String> {
        Options::read("usage", line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_and_files_come_in_any_order() -> Result<(), String> {
        let mut read = options("a --seed 7 b --by deprel --by argument")?;
        let mut seed = 1u64;
        read.number("seed", &mut seed)?;
        assert_eq!(
            (seed, read.take("by"), read.take("by")),
            (7, Some("deprel".into()), Some("argument".into()))
        );
        assert_eq!(read.take("by"), None);
        assert_eq!(read.path("out", "models").to_str(), Some("models"));
        assert_eq!(read.files()?, ["a", "b"].map(std::path::PathBuf::from));
        Ok(())
    }

    #[test]
    fn what_cannot_be_understood_is_an_error() -> Result<(), String> {
        assert!(options("--seed").is_err());
        assert!(options("--seed many")?.number("seed", &mut 1u64).is_err());
        assert!(options("--sed 1")?.files().is_err_and(|said| said.contains("--sed")));
        assert!(options("file")?.none_left().is_err());
        options("")?.none_left()
    }
}
