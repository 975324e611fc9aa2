/* A slide that is too full gets smaller letters, until it fits or a last row could not read it. */
const WIDTH = 1280, HEIGHT = 720, MARGIN = 36, LEAST = 0.72, STEP = 0.04;

function fits(slide) {
  const pres = [...slide.querySelectorAll('pre, table, .cell')];
  return slide.scrollHeight <= HEIGHT - MARGIN && pres.every(e => e.scrollWidth <= e.clientWidth);
}

function fit(slide) {
  for (let size = 1; size > LEAST && !fits(slide); size -= STEP) {
    slide.style.fontSize = `${size}em`;
  }
}

Reveal.initialize({
  width: WIDTH, height: HEIGHT, margin: 0, center: false, hash: true, transition: 'none',
  slideNumber: 'c/t', viewDistance: 1000, mobileViewDistance: 1000, plugins: [RevealNotes],
}).then(() => {
  document.querySelectorAll('.slides > section > section').forEach(fit);
  document.body.dataset.fitted = 'yes';
});
