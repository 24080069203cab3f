let isBrought = false;

/** The machine may have no Chinese letters; the page brings its own, of which the browser reads the pieces that it needs. */
export async function bringLetters(): Promise<void> {
  if (isBrought) return;
  isBrought = true;
  await import('@fontsource-variable/noto-sans-sc/wght.css');
  document.fonts.addEventListener('loadingdone', layOut);
  document.documentElement.classList.add('han');
}

/**
 * Chromium may leave boxes where it has drawn a weight before its letters were there. It draws anew what changes its family, and is not always ready
 * at the first frame.
 */
function layOut(): void {
  const { classList } = document.documentElement;
  classList.remove('han');
  requestAnimationFrame(() => {
    document.body.getBoundingClientRect();
    classList.add('han');
  });
}
