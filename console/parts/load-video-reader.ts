/** What reads codes in what a video shows now. Rejects when it cannot be loaded. */
export async function loadVideoReader(): Promise<(video: HTMLVideoElement) => Promise<readonly string[]>> {
  const [{ readCodes }, { pictureOf }] = await Promise.all([import('./read-codes.ts'), import('./picture-of.ts')]);
  return async (video) => {
    const picture = pictureOf(video, video.videoWidth, video.videoHeight);
    return picture === undefined ? [] : readCodes(picture);
  };
}
