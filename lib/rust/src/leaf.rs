//! Chapter 06: a leaf that keeps its promise.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
pub struct State {
    open: bool,
    waiting: Option<Waker>,
}

#[derive(Clone, Default)]
pub struct Gate(Arc<Mutex<State>>);

impl Future for Gate {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut gate = self.0.lock().unwrap();
        if gate.open {
            return Poll::Ready(());
        }
        gate.waiting = Some(cx.waker().clone()); // the latest
        Poll::Pending
    }
}

impl Gate {
    pub fn open(&self) {
        let mut gate = self.0.lock().unwrap();
        gate.open = true;
        let waiting = gate.waiting.take();
        drop(gate); // a waker is foreign code: first the lock goes
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::executor::Count;

    #[test]
    fn the_latest_waker_is_called_once() {
        let mut gate = Gate::default();
        let (old, new) =
            (Arc::new(Count::default()), Arc::new(Count::default()));
        for count in [&old, &new] {
            let waker = Waker::from(count.clone());
            let polled =
                Pin::new(&mut gate).poll(&mut Context::from_waker(&waker));
            assert!(polled.is_pending());
        }

        gate.open();

        assert_eq!((old.wakes(), new.wakes()), (0, 1));
        crate::executor::block_on(gate);
    }
}
