use super::*;
use crate::export::{Part, Selection};
use crate::facts::Corpus;
use crate::graph::Graph;

fn of(graph: &Graph, options: &Options) -> Result<Vec<u8>, ExportError> {
    let part = Part::of(graph, &Selection::default()).unwrap();
    drawn(&Exported { graph, corpus: &Corpus::default(), part: &part }, options)
}

#[test]
fn pixels_follow_the_scale_and_the_theme() {
    let graph = svg::tests::small();
    let light = Pixmap::decode_png(&of(&graph, &Options::default()).unwrap()).unwrap();
    let large = Options { scale: 2.0, theme: Theme::Dark, ..Options::default() };
    let large = Pixmap::decode_png(&of(&graph, &large).unwrap()).unwrap();
    assert_eq!((large.width(), large.height()), (light.width() * 2, light.height() * 2));
    let corner = |map: &Pixmap| map.pixel(1, 1).unwrap().demultiply().red();
    assert_eq!((corner(&light), corner(&large)), (0xff, 0x12));
    assert_eq!(of(&graph, &Options::default()).unwrap(), of(&graph, &Options::default()).unwrap());
}

#[test]
fn other_scripts_are_drawn_with_letters() {
    let one = |name: &str| {
        of(
            &svg::tests::graph(&[("a", "Person", name)], &[]),
            &Options { legend: false, ..Options::default() },
        )
        .unwrap()
    };
    for (name, other) in [("Жуков", "Шуйск"), ("שלום", "תודה"), ("محمد", "دبي")]
    {
        assert_ne!(one(name), one(other), "{name} and {other} are both boxes");
    }
}

#[test]
fn what_is_no_font_and_what_is_too_large_is_an_error() {
    let graph = svg::tests::small();
    let font = ("x.ttf".to_owned(), Arc::new(b"no font".to_vec()));
    let error = of(&graph, &Options { fonts: vec![font], ..Options::default() }).unwrap_err();
    assert!(error.to_string().contains("x.ttf"), "{error}");
    let error = of(&graph, &Options { scale: 500.0, ..Options::default() }).unwrap_err();
    assert!(error.to_string().contains("--scale"), "{error}");
}
