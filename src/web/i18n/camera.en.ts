// Phrases of a camera's picture.
export const phrases = {
  none: 'No picture connected',
  loading: 'Fetching the picture…',
  picture: 'Picture of {name}',
  stale: 'The picture has stopped: {why}',
  taken: 'Taken',
  failed: 'The video cannot be played',
}
