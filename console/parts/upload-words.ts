/** What a field for files says. */
export const uploadWords = {
  uploadButtonText: () => 'Choose a file',
  dropzoneText: () => 'Drop the file here',
  removeFileAriaLabel: () => 'Take the file away',
  errorIconAriaLabel: 'Error',
};
