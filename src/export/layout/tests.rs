use proptest::prelude::*;

use super::*;

fn size(width: f64, height: f64) -> Size {
    Size { width, height }
}

/// What is wrong with a layout: overlaps of nodes, labels and frames, and what lies outside the page.
fn faults(plan: &Plan<'_>, layout: &Layout) -> Vec<String> {
    let mut areas: Vec<(String, Area)> = Vec::new();
    for (number, (&middle, &size)) in layout.nodes.iter().zip(plan.sizes).enumerate() {
        areas.push((format!("node {number}"), Area { middle, size }));
    }
    for (number, (course, line)) in layout.courses.iter().zip(plan.lines).enumerate() {
        if let (Some(middle), Some(size)) = (course.label, line.label) {
            areas.push((format!("label {number}"), Area { middle, size }));
        }
    }
    let mut faults = Vec::new();
    for (number, (name, area)) in areas.iter().enumerate() {
        let [left, top, right, bottom] = area.sides();
        let page = layout.size;
        if left < -0.01 || top < -0.01 || right > page.width + 0.01 || bottom > page.height + 0.01 {
            faults.push(format!("{name} is outside the page"));
        }
        for (other, near) in &areas[..number] {
            if area.overlap(near, -0.01).is_some() {
                faults.push(format!("{name} lies on {other}"));
            }
        }
    }
    for (one, frame) in layout.frames.iter().enumerate() {
        let Some(frame) = frame else { continue };
        for (other, near) in layout.frames[..one].iter().enumerate() {
            if near.is_some_and(|near| near.overlap(frame, -0.01).is_some()) {
                faults.push(format!("frame {one} lies on frame {other}"));
            }
        }
        for (node, group) in plan.groups.iter().enumerate() {
            let area = Area { middle: layout.nodes[node], size: plan.sizes[node] };
            if (*group == Some(one)) != frame.overlap(&area, -0.01).is_some() {
                faults.push(format!("node {node} of {group:?} and frame {one}"));
            }
        }
    }
    faults
}

fn any_plan() -> impl Strategy<Value = (Vec<Size>, Vec<Line>, Vec<Option<usize>>)> {
    (1_usize..40).prop_flat_map(|nodes| {
        let sizes = prop::collection::vec((20.0..220.0, 18.0..90.0), nodes);
        let line = (0..nodes, 0..nodes, prop::option::of((10.0..90.0, 10.0..40.0)));
        let lines = prop::collection::vec(line, 0..nodes * 2);
        let groups = prop::collection::vec(prop::option::of(0_usize..4), nodes);
        (sizes, lines, groups).prop_map(|(sizes, lines, groups)| {
            let sizes = sizes.into_iter().map(|(w, h)| size(w, h)).collect();
            let line = |(from, to, label): (usize, usize, Option<(f64, f64)>)| Line {
                from,
                to,
                label: label.map(|(w, h)| size(w, h)),
            };
            (sizes, lines.into_iter().map(line).collect(), groups)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is drawn: nothing overlaps, all is on the page, and twice is the same to the last bit.
    #[test]
    fn nothing_overlaps_and_all_is_on_the_page(
        (sizes, lines, groups) in any_plan(),
        manner in prop::sample::select(vec![Manner::Auto, Manner::Layered, Manner::Force]),
        down: bool,
        grouped: bool,
    ) {
        let outlines = vec![Outline::Hexagon; sizes.len()];
        let titles = vec![size(60.0, 16.0); if grouped { 4 } else { 0 }];
        let groups = if grouped { groups } else { vec![None; sizes.len()] };
        let plan = Plan { sizes: &sizes, outlines: &outlines, lines: &lines, groups: &groups, titles: &titles, manner, down };
        let layout = lay_out(&plan);
        prop_assert_eq!(faults(&plan, &layout), Vec::<String>::new());
        prop_assert_eq!(layout, lay_out(&plan));
    }
}

/// How often straight pieces of lines cross that have no end in common.
fn crossings(plan: &Plan<'_>, layout: &Layout) -> usize {
    let ways: Vec<Vec<Point>> = layout.courses.iter().map(|course| course.points(6)).collect();
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let crossed = |a: &[Point], b: &[Point]| {
        turn(a[0], a[1], b[0]) * turn(a[0], a[1], b[1]) < 0.0
            && turn(b[0], b[1], a[0]) * turn(b[0], b[1], a[1]) < 0.0
    };
    let mut count = 0;
    for (one, line) in plan.lines.iter().enumerate() {
        for (other, before) in plan.lines[..one].iter().enumerate() {
            if [line.from, line.to].iter().all(|end| ![before.from, before.to].contains(end)) {
                let pieces = ways[one].windows(2);
                count += usize::from(
                    pieces.into_iter().any(|a| ways[other].windows(2).any(|b| crossed(a, b))),
                );
            }
        }
    }
    count
}

#[test]
fn a_tree_has_no_crossings() {
    let sizes = vec![size(90.0, 28.0); 31];
    let outlines = vec![Outline::Box; 31];
    let lines: Vec<Line> =
        (1..31).map(|to| Line { from: (to - 1) / 2, to, label: Some(size(40.0, 12.0)) }).collect();
    let plan = Plan { sizes: &sizes, outlines: &outlines, lines: &lines, ..Plan::default() };
    let layout = lay_out(&plan);
    assert_eq!((crossings(&plan, &layout), layout.unplaced), (0, 0));
}

#[test]
fn a_star_of_three_hundred_is_drawn_with_nearly_all_labels() {
    let sizes = vec![size(110.0, 28.0); 300];
    let outlines = vec![Outline::Pill; 300];
    let lines: Vec<Line> =
        (1..300).map(|from| Line { from, to: 0, label: Some(size(50.0, 12.0)) }).collect();
    let plan = Plan { sizes: &sizes, outlines: &outlines, lines: &lines, ..Plan::default() };
    let layout = lay_out(&plan);
    assert_eq!(faults(&plan, &layout), Vec::<String>::new());
    assert!(layout.unplaced < 30, "{} labels have no place", layout.unplaced);
}

#[test]
fn large_frames_among_small_nodes_do_not_drive_each_other_away() {
    let sizes = vec![size(110.0, 28.0); 60];
    let outlines = vec![Outline::Box; 60];
    let lines: Vec<Line> =
        (1..60).map(|to| Line { from: to * 7 % 60, to, label: Some(size(50.0, 12.0)) }).collect();
    // A large group, a small one, and twenty nodes that belong to none.
    let groups: Vec<Option<usize>> =
        (0..60).map(|node| (node % 3 > 0).then_some(usize::from(node > 50))).collect();
    let titles = [size(60.0, 16.0); 2];
    let plan = Plan {
        sizes: &sizes,
        outlines: &outlines,
        lines: &lines,
        groups: &groups,
        titles: &titles,
        ..Plan::default()
    };
    let layout = lay_out(&plan);
    assert_eq!(faults(&plan, &layout), Vec::<String>::new());
    assert!(layout.size.width < 4000.0 && layout.size.height < 4000.0, "{:?}", layout.size);
}

#[test]
fn nothing_is_nothing_and_one_node_stands_at_the_origin() {
    assert_eq!(lay_out(&Plan::default()), Layout::default());
    let plan = Plan { sizes: &[size(80.0, 30.0)], outlines: &[Outline::Box], ..Plan::default() };
    let layout = lay_out(&plan);
    assert_eq!((layout.nodes, layout.size), (vec![Point { x: 40.0, y: 15.0 }], size(80.0, 30.0)));
}

#[test]
fn lines_end_at_the_outline() {
    let wide = size(100.0, 40.0);
    for outline in
        [Outline::Box, Outline::Pill, Outline::Hexagon, Outline::Octagon, Outline::Trapezium]
    {
        let end = outline.leave(wide, Point::default(), Point { x: 3.0, y: 1.0 });
        assert!(outline.holds(wide, end), "{outline:?}");
        assert!(!outline.holds(wide, end.times(1.001)), "{outline:?}: {end:?}");
    }
}
