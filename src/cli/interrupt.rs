//! Stopping on an interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The flag that an interrupt sets. A second interrupt before it is taken notice of ends the
/// program at once: saving is atomic, so nothing is left half-written.
pub(super) fn flag() -> Arc<AtomicBool> {
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancel);
    // Without a handler an interrupt ends the program as it always does.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    cancel
}
