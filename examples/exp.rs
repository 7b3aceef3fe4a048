#![allow(warnings)]
use chancery::entity::name_model::*;
use chancery::learn::names::*;
use std::path::Path;
fn arg(name: &str, d: i64) -> i64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(d)
}
fn main() {
    let t0 = std::time::Instant::now();
    let mut s = NameSettings::default();
    s.train.rounds = arg("ROUNDS", s.train.rounds as i64) as u32;
    s.train.step = arg("STEP", s.train.step);
    s.train.cost = arg("COST", s.train.cost as i64) as i32;
    s.train.missed = arg("MISSED", s.train.missed as i64) as i32;
    s.fold_rounds = arg("FOLDROUNDS", s.fold_rounds as i64) as u32;
    s.least = arg("LEAST", s.least as i64) as u32;
    s.features = arg("FEATURES", s.features as i64) as usize;
    let d = Path::new("/work/shared/data");
    if std::env::var("HALVES").is_ok() {
        let h = Halves::learn(d, &mut |l| eprintln!("{l} {:?}", t0.elapsed())).unwrap();
        std::fs::write("/tmp/half0.bin", &h[0]).unwrap();
        std::fs::write("/tmp/half1.bin", &h[1]).unwrap();
        return;
    }
    let h = Halves::read(
        d,
        &[std::fs::read("/tmp/half0.bin").unwrap(), std::fs::read("/tmp/half1.bin").unwrap()],
    )
    .unwrap();
    let bytes =
        make(d, Path::new("grammar"), &h, s, &mut |l| eprintln!("{l} {:?}", t0.elapsed())).unwrap();
    println!("{} bytes", bytes.len());
    if let Ok(p) = std::env::var("OUT") {
        std::fs::write(p, &bytes).unwrap();
    }
    let t = NameTagger::read(&bytes).unwrap();
    for twice in [false, true] {
        for f in ["ner/uner_ewt/en_ewt-ud-dev.iob2", "ner/worldwide/dev.tsv"] {
            println!("{twice} {:?}", evaluate(&t, &d.join(f), twice).unwrap());
        }
    }
    println!("{:?}", t0.elapsed());
}
