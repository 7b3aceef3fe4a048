//! Stopping on an interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What an interrupt does.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt {
    /// Set by an interrupt; who works looks at it.
    pub(super) cancel: Arc<AtomicBool>,
    /// At a prompt there is work to lose, so impatience does not end the program.
    pub(super) patient: Arc<AtomicBool>,
}

impl Interrupt {
    /// Takes interrupts from now on. A second one before the first is taken notice of ends the
    /// program at once, unless it is to be patient: saving is atomic, so nothing is left
    /// half-written.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        let Self { cancel, patient } = interrupt.clone();
        // Without a handler an interrupt ends the program as it always does.
        let _ = ctrlc::set_handler(move || {
            if cancel.swap(true, Ordering::Relaxed) && !patient.load(Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
        interrupt
    }
}
