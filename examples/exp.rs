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
    let pre = Prepared::read(d, Path::new("grammar"), &h, s).unwrap();
    eprintln!("read {:?}", t0.elapsed());
    for config in std::env::args().skip(1) {
        let mut s = s;
        for kv in config.split(',').filter(|s| !s.is_empty()) {
            let (k, v) = kv.split_once('=').unwrap();
            let v: i64 = v.parse().unwrap();
            match k { "rounds" => s.train.rounds = v as u32, "step" => s.train.step = v, "cost" => s.train.cost = v as i32, "missed" => s.train.missed = v as i32, "orders" => s.train.orders = v as u32, "least" => s.least = v as u32, "features" => s.features = v as usize, "largest" => s.largest = v as i32, _ => panic!() }
        }
        let bytes = pre.model(s);
        println!("== {config} {} bytes {:?}", bytes.len(), t0.elapsed());
        if let Ok(p) = std::env::var("OUT") { std::fs::write(p, &bytes).unwrap(); }
        let t = NameTagger::read(&bytes).unwrap();
        for twice in [false, true] { for f in ["ner/uner_ewt/en_ewt-ud-dev.iob2", "ner/worldwide/dev.tsv"] {
            println!("{twice} {:?}", evaluate(&t, &d.join(f), twice).unwrap());
        } }
    }
}
