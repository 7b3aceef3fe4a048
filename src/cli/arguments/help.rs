//! What the help says of the program as a whole.

pub(super) const EXAMPLES: &str = "\
Examples:
  chancery build articles -o graph.ron
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name'
  chancery why graph.ron 'Sergei Lavrov'
  chancery repl graph.ron

'chancery help COMMAND' says more about a command.";

pub(super) const EXIT_CODES: &str = "\
Examples:
  chancery build articles -o graph.ron
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name'
  chancery why graph.ron 'Sergei Lavrov'
  chancery repl graph.ron

Settings:
  The command line goes before the environment, that before the file of settings, and that before
  the defaults. The file is $XDG_CONFIG_HOME/chancery/config.ron, else
  ~/.config/chancery/config.ron; 'chancery --print-config' prints one to begin with.

Exit codes:
  0    done
  1    failed: a query, a snapshot, input that gave nothing, input or output
  2    wrong usage: of the command line, of the environment or in the file of settings
  3    done, but some documents were passed over
  130  interrupted
  'diff' ends as diff(1) does: 0 the same, 1 different, 2 failed.

Data goes to standard output, everything else to standard error. A reader of the data that goes
away early (head, less) ends the program quietly with 0.";
