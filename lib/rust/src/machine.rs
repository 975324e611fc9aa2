//! Chapter 07: a method left at its awaits, by hand and by the compiler.

use std::future::Future;
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pub type Text = Pin<Box<dyn Future<Output = String>>>;

pub enum Both {
    First { a: Text, b: Text },
    Second { first: String, b: Text },
}

impl Future for Both {
    type Output = String;
    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<String> {
        if let Both::First { a, b } = &mut *self {
            let first = ready!(a.as_mut().poll(cx)); // or return Pending
            let b = std::mem::replace(b, Box::pin(std::future::pending()));
            *self = Both::Second { first, b };
        }
        let Both::Second { first, b } = &mut *self else { unreachable!() };
        let second = ready!(b.as_mut().poll(cx));
        Poll::Ready(take(first) + &second)
    }
}

pub async fn both(a: Text, b: Text) -> String {
    let first = a.await;
    first + &b.await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::executor::polls_of;

    /// Pending so many times, and ready then.
    fn later(times: usize, text: &'static str) -> Text {
        let mut left = times;
        Box::pin(std::future::poll_fn(move |cx| {
            if left == 0 {
                return Poll::Ready(text.to_owned());
            }
            left -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        }))
    }

    #[test]
    fn the_machine_does_what_the_async_function_does() {
        for (m, n) in [(0, 0), (0, 2), (1, 0), (2, 3)] {
            let (a, b) = (later(m, "a"), later(n, "b"));
            let by_hand = polls_of(Both::First { a, b });

            let by_compiler = polls_of(both(later(m, "a"), later(n, "b")));

            assert_eq!(by_hand, ("ab".to_owned(), m + n + 1));
            assert_eq!(by_hand, by_compiler);
        }
    }
}
