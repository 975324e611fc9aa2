//! Chapter 06: the contract, in the words of `std`.

use std::pin::Pin;
use std::task::{Context, Poll};

/// Must say the same as `std::future::Future`; the `impl` below would not compile otherwise.
#[allow(dead_code)]
mod contract {
    use super::*;

    #[rustfmt::skip]
    trait Future {
        type Output;
        fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
    }

    impl<F: std::future::Future> Future for F {
        type Output = F::Output;
        fn poll(
            self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Self::Output> {
            std::future::Future::poll(self, cx)
        }
    }
}
