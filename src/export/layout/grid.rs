//! Boxes by the cells of a grid: which of them lie near a place.

use std::collections::BTreeMap;

use super::geometry::{Area, Point};

/// Boxes by the cells that they touch. Cost: to find what lies near a box, the boxes in the cells that it touches.
#[derive(Debug, Clone)]
pub struct Grid {
    cell: f64,
    cells: BTreeMap<(i64, i64), Vec<u32>>,
    areas: Vec<Area>,
}

impl Grid {
    /// A grid for boxes of about this size.
    pub fn new(cell: f64) -> Self {
        Self { cell: cell.max(1.0), cells: BTreeMap::new(), areas: Vec::new() }
    }

    /// A grid of these boxes, with cells of their usual size.
    pub fn of(areas: &[Area]) -> Self {
        let sum: f64 =
            areas.iter().map(|area| f64::midpoint(area.size.width, area.size.height)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let mut grid = Self::new(sum / areas.len().max(1) as f64);
        areas.iter().for_each(|area| grid.add(*area));
        grid
    }

    /// Adds a box; they are numbered from 0.
    pub fn add(&mut self, area: Area) {
        let number = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        for cell in self.touched(&area, 0.0) {
            self.cells.entry(cell).or_default().push(number);
        }
        self.areas.push(area);
    }

    /// The box with this number.
    pub fn area(&self, number: u32) -> Option<&Area> {
        self.areas.get(number as usize)
    }

    /// The numbers of the boxes that overlap this one or come nearer than `gap`, ascending.
    pub fn near(&self, area: &Area, gap: f64) -> Vec<u32> {
        let cells = self.touched(area, gap);
        let mut found: Vec<u32> =
            cells.filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&other| {
            self.area(other).is_some_and(|other| other.overlap(area, gap).is_some())
        });
        found
    }

    /// The numbers of the boxes that hold a point.
    pub fn at(&self, point: Point) -> impl Iterator<Item = u32> + '_ {
        let found = self.cells.get(&(self.number(point.x), self.number(point.y)));
        found
            .into_iter()
            .flatten()
            .copied()
            .filter(move |&number| self.area(number).is_some_and(|area| area.holds(point, 0.0)))
    }

    /// Is there no box near this one?
    pub fn is_free(&self, area: &Area, gap: f64) -> bool {
        self.near(area, gap).is_empty()
    }

    fn number(&self, at: f64) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "a page is smaller")]
        let number = (at / self.cell).floor() as i64;
        number
    }

    fn touched(&self, area: &Area, gap: f64) -> impl Iterator<Item = (i64, i64)> + use<> {
        let [left, top, right, bottom] = area.sides();
        let (left, right) = (self.number(left - gap), self.number(right + gap));
        let (top, bottom) = (self.number(top - gap), self.number(bottom + gap));
        (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
    }
}
