//! Parts of the page: components and groups, each placed on its own, then put together.

use std::collections::BTreeMap;

use super::course::{Course, loop_depth};
use super::geometry::{Area, Outline, Point, Size};
use super::{Line, Manner, Plan, force, layered, pack};

/// Layers are for components of so many nodes at most, with so many lines for ten nodes at most: (nodes, lines).
const FEW: [(usize, usize); 2] = [(40, 20), (90, 14)];

/// How high and wide layers may be, where it is left to the program.
const HIGHEST: f64 = 1500.0;
const SLIMMEST: f64 = 2.2;

/// Room between components, and around what is in a frame.
const BETWEEN: f64 = 34.0;
const INSIDE: f64 = 16.0;

/// The page that is filled is so many times as wide as high.
const RATIO: f64 = 1.5;

/// Some nodes with their places; lines that have their way already.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub nodes: Vec<(usize, Point)>,
    pub courses: Vec<(usize, Course)>,
    pub frames: Vec<Option<Area>>,
    size: Size,
}

/// Where the title of a frame stands.
pub(super) fn title_area(frame: &Area, title: Size) -> Area {
    let [left, top, ..] = frame.sides();
    let middle = Point { x: left + INSIDE + title.width / 2.0, y: top + 6.0 + title.height / 2.0 };
    Area { middle, size: title }
}

impl Block {
    /// All nodes of a plan, drawn out so much.
    pub(super) fn of_plan(plan: &Plan<'_>, out: f64) -> Self {
        let rooms = rooms(plan);
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut alone = Vec::new();
        for node in 0..plan.sizes.len() {
            match plan.groups.get(node).copied().flatten() {
                Some(group) => groups.entry(group).or_default().push(node),
                None => alone.push(node),
            }
        }
        if groups.is_empty() {
            return Self::of_nodes(plan, &rooms, &alone, out);
        }
        let mut units: Vec<(Option<usize>, Self)> = Vec::new();
        for (group, nodes) in groups {
            let mut block = Self::of_nodes(plan, &rooms, &nodes, out);
            block.frame(plan.titles.get(group).copied().unwrap_or_default());
            units.push((Some(group), block));
        }
        units.extend(alone.into_iter().map(|node| (None, Self::of_one(node, rooms[node]))));
        Self::of_units(plan, units, out)
    }

    /// Nodes by their components, side by side.
    fn of_nodes(plan: &Plan<'_>, rooms: &[Size], nodes: &[usize], out: f64) -> Self {
        let blocks = components(plan.lines, nodes, plan.sizes.len())
            .into_iter()
            .map(|part| Self::of_component(plan, rooms, &part, out))
            .collect();
        Self::packed(blocks)
    }

    fn of_one(node: usize, room: Size) -> Self {
        Self {
            nodes: vec![(node, Point { x: room.width / 2.0, y: room.height / 2.0 })],
            size: room,
            ..Self::default()
        }
    }

    fn of_component(
        plan: &Plan<'_>,
        rooms: &[Size],
        (nodes, lines): &(Vec<usize>, Vec<usize>),
        out: f64,
    ) -> Self {
        if let [node] = nodes[..] {
            return Self::of_one(node, rooms[node]);
        }
        let sizes: Vec<Size> = nodes.iter().map(|&node| rooms[node]).collect();
        let number = |node: usize| nodes.binary_search(&node).unwrap_or(0);
        let inner: Vec<Line> = lines
            .iter()
            .map(|&line| {
                let line = plan.lines[line];
                Line { from: number(line.from), to: number(line.to), ..line }
            })
            .collect();
        let few = FEW
            .iter()
            .any(|&(most, of_ten)| nodes.len() <= most && lines.len() * 10 <= nodes.len() * of_ten);
        if plan.manner == Manner::Layered || (plan.manner == Manner::Auto && few) {
            let outlines: Vec<Outline> = nodes.iter().map(|&node| plan.outlines[node]).collect();
            let block = Self::in_layers(plan, &sizes, &outlines, &inner, (nodes, lines));
            let Size { width, height } = block.size;
            let fits = height <= HIGHEST && height <= width * SLIMMEST + 300.0;
            if fits || plan.manner == Manner::Layered {
                return block;
            }
        }
        let places = force::forced(&sizes, &inner);
        let places = places.into_iter().map(|place| place.times(out));
        Self::at_origin(nodes.iter().copied().zip(places).collect(), Vec::new(), &sizes)
    }

    fn in_layers(
        plan: &Plan<'_>,
        rooms: &[Size],
        outlines: &[Outline],
        lines: &[Line],
        (nodes, numbers): (&[usize], &[usize]),
    ) -> Self {
        let turn = |size: Size| if plan.down { size.turned() } else { size };
        let turned: Vec<Size> = rooms.iter().map(|&size| turn(size)).collect();
        let sizes: Vec<Size> = nodes.iter().map(|&node| turn(plan.sizes[node])).collect();
        // What is turned has its outline turned: its lines end at the box.
        let boxes = vec![Outline::Box; outlines.len()];
        let outlines = if plan.down { &boxes } else { outlines };
        let lines: Vec<Line> =
            lines.iter().map(|line| Line { label: line.label.map(turn), ..*line }).collect();
        let (places, courses) = layered::layered(&turned, &sizes, outlines, &lines);
        let back = |point: Point| if plan.down { point.turned() } else { point };
        let courses =
            numbers.iter().copied().zip(courses.into_iter().map(|course| course.map(back)));
        let places = nodes.iter().copied().zip(places.into_iter().map(back)).collect();
        Self::at_origin(places, courses.collect(), rooms)
    }

    /// Moves nodes and lines so that all begins at the origin.
    fn at_origin(
        nodes: Vec<(usize, Point)>,
        courses: Vec<(usize, Course)>,
        sizes: &[Size],
    ) -> Self {
        let (mut low, mut high) =
            (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
        let mut take = |left: f64, top: f64, right: f64, bottom: f64| {
            low = Point { x: low.x.min(left), y: low.y.min(top) };
            high = Point { x: high.x.max(right), y: high.y.max(bottom) };
        };
        for ((_, middle), &size) in nodes.iter().zip(sizes) {
            let [left, top, right, bottom] = Area { middle: *middle, size }.sides();
            take(left, top, right, bottom);
        }
        for point in courses.iter().flat_map(|(_, course)| course.points(8)) {
            take(point.x, point.y, point.x, point.y);
        }
        let mut block = Self { nodes, courses, ..Self::default() };
        block.shift(Point::default().minus(low));
        block.size = Size { width: high.x - low.x, height: high.y - low.y };
        block
    }

    fn shift(&mut self, by: Point) {
        self.nodes.iter_mut().for_each(|(_, place)| *place = place.plus(by));
        for (_, course) in &mut self.courses {
            *course = std::mem::take(course).map(|point| point.plus(by));
        }
        self.frames.iter_mut().flatten().for_each(|frame| frame.middle = frame.middle.plus(by));
    }

    fn join(&mut self, other: Self) {
        self.nodes.extend(other.nodes);
        self.courses.extend(other.courses);
    }

    fn packed(blocks: Vec<Self>) -> Self {
        let sizes: Vec<Size> = blocks.iter().map(|block| block.size).collect();
        let mut whole = Self::default();
        for (mut block, corner) in blocks.into_iter().zip(pack::pack(&sizes, BETWEEN, RATIO)) {
            block.shift(corner);
            whole.size.width = whole.size.width.max(corner.x + block.size.width);
            whole.size.height = whole.size.height.max(corner.y + block.size.height);
            whole.join(block);
        }
        whole
    }

    /// Puts a frame around it, with its title above.
    fn frame(&mut self, title: Size) {
        let above = title.height + 12.0;
        let width = self.size.width.max(title.width);
        self.shift(Point { x: INSIDE + (width - self.size.width) / 2.0, y: above + 4.0 });
        self.size =
            Size { width: width + 2.0 * INSIDE, height: self.size.height + above + 4.0 + INSIDE };
    }

    /// Groups and nodes that belong to none, each as one box, placed by the lines between them.
    fn of_units(plan: &Plan<'_>, units: Vec<(Option<usize>, Self)>, out: f64) -> Self {
        let mut unit_of = vec![0; plan.sizes.len()];
        for (number, (_, block)) in units.iter().enumerate() {
            block.nodes.iter().for_each(|(node, _)| unit_of[*node] = number);
        }
        let mut between: BTreeMap<(usize, usize), Line> = BTreeMap::new();
        for line in plan.lines {
            let (from, to) = (unit_of[line.from], unit_of[line.to]);
            if from != to {
                let pair = (from.min(to), from.max(to));
                between.entry(pair).or_insert(Line { from: pair.0, to: pair.1, label: line.label });
            }
        }
        let lines: Vec<Line> = between.into_values().collect();
        let sizes: Vec<Size> = units.iter().map(|(_, block)| block.size).collect();
        let all: Vec<usize> = (0..units.len()).collect();
        let mut blocks = Vec::new();
        for (members, numbers) in components(&lines, &all, units.len()) {
            let inner: Vec<Size> = members.iter().map(|&unit| sizes[unit]).collect();
            let number = |unit: usize| members.binary_search(&unit).unwrap_or(0);
            let joined: Vec<Line> = numbers
                .iter()
                .map(|&line| Line {
                    from: number(lines[line].from),
                    to: number(lines[line].to),
                    ..lines[line]
                })
                .collect();
            let mut areas: Vec<Area> = force::forced(&inner, &joined)
                .into_iter()
                .zip(&inner)
                .map(|(middle, &size)| Area { middle: middle.times(out), size })
                .collect();
            force::apart(&mut areas, BETWEEN * out);
            let places =
                members.iter().copied().zip(areas.iter().map(|area| area.middle)).collect();
            blocks.push(Self::at_origin(places, Vec::new(), &inner));
        }
        let outer = Self::packed(blocks);
        let mut whole =
            Self { size: outer.size, frames: vec![None; plan.titles.len()], ..Self::default() };
        let mut places = vec![Point::default(); units.len()];
        outer.nodes.iter().for_each(|(unit, place)| places[*unit] = *place);
        for ((group, mut block), middle) in units.into_iter().zip(places) {
            let size = block.size;
            if let Some(frame) = group.and_then(|group| whole.frames.get_mut(group)) {
                *frame = Some(Area { middle, size });
            }
            block.shift(Point { x: middle.x - size.width / 2.0, y: middle.y - size.height / 2.0 });
            whole.join(block);
        }
        whole
    }
}

/// How much room each node takes with the loops below it.
fn rooms(plan: &Plan<'_>) -> Vec<Size> {
    let mut rooms = plan.sizes.to_vec();
    for line in plan.lines.iter().filter(|line| line.from == line.to) {
        // The node stays in the middle: there is as much room above it.
        let room = &mut rooms[line.from];
        room.height += 2.0 * loop_depth(line.label);
        room.width = room.width.max(line.label.map_or(0.0, |label| label.width));
    }
    rooms
}

/// What hangs together: nodes, ascending, and the numbers of the lines between them that are no loops.
fn components(lines: &[Line], nodes: &[usize], count: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut inside = vec![false; count];
    nodes.iter().for_each(|&node| inside[node] = true);
    let within = |line: &Line| line.from != line.to && inside[line.from] && inside[line.to];
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); count];
    for line in lines.iter().filter(|line| within(line)) {
        joined[line.from].push(line.to);
        joined[line.to].push(line.from);
    }
    let mut of: Vec<Option<usize>> = vec![None; count];
    let mut parts: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for &node in nodes {
        if of[node].is_some() {
            continue;
        }
        let number = parts.len();
        let mut part = Vec::new();
        let mut stack = vec![node];
        of[node] = Some(number);
        while let Some(node) = stack.pop() {
            part.push(node);
            for &other in &joined[node] {
                if of[other].is_none() {
                    of[other] = Some(number);
                    stack.push(other);
                }
            }
        }
        part.sort_unstable();
        parts.push((part, Vec::new()));
    }
    for (number, line) in lines.iter().enumerate() {
        if within(line)
            && let Some(part) = of[line.from]
        {
            parts[part].1.push(number);
        }
    }
    parts
}
