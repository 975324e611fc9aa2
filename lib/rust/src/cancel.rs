//! Chapter 12b: to drop is to cancel.

use std::cell::RefCell;
use std::future::Future;

pub type Log = RefCell<Vec<&'static str>>;

pub struct Socket<'a>(&'a Log);

impl Drop for Socket<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push("closed"); // a plain call: no await
    }
}

pub async fn request(log: &Log, answer: impl Future<Output = ()>) {
    let _socket = Socket(log); // given back on every way out
    answer.await; // dropped here, it does not go on at all
    log.borrow_mut().push("answered");
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn what_is_dropped_at_its_await_gives_back_and_says_no_more() {
        let log = Log::default();
        let mut waiting = Box::pin(request(&log, pending()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(waiting.as_mut().poll(&mut context).is_pending());

        drop(waiting);

        assert_eq!(*log.borrow(), ["closed"]);
    }

    #[test]
    fn what_is_dropped_before_its_first_poll_has_nothing_to_give_back() {
        let log = Log::default();

        drop(request(&log, pending()));

        assert!(log.borrow().is_empty());
    }

    #[test]
    fn what_is_answered_gives_back_too() {
        let log = Log::default();

        crate::executor::block_on(request(&log, std::future::ready(())));

        assert_eq!(*log.borrow(), ["answered", "closed"]);
    }
}
