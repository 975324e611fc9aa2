//! Chapter 02: what an async function keeps while it waits.

use std::future::Future;

pub async fn letter(
    to: &str,
    address: impl Future<Output = String>,
) -> usize {
    let words = {
        let draft = [0_u8; 1000];
        draft.len() + to.len()
    }; // the draft has ended, so it is not kept
    words + address.await.len() // kept: `words`, and whom it awaits
}

pub fn bytes_kept() -> usize {
    let waiting = letter("R3", std::future::pending());
    size_of_val(&waiting) // the compiler knows: fewer than 100
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_future_is_as_large_as_what_it_keeps() {
        assert!(super::bytes_kept() < 100, "{}", super::bytes_kept());
    }

    #[test]
    fn it_runs() {
        let address = std::future::ready("here".to_owned());

        assert_eq!(
            crate::executor::block_on(super::letter("R3", address)),
            1006
        );
    }
}
