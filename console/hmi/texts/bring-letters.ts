/** The machine may have no Chinese letters; the page brings its own, of which the browser reads the pieces that it needs. */
export async function bringLetters(): Promise<void> {
  await import('@fontsource-variable/noto-sans-sc/wght.css');
  document.documentElement.classList.add('han');
}
