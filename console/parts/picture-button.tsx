import FileInput from '@cloudscape-design/components/file-input';
import { Problem } from '../api.ts';
import { pictureOf } from './picture-of.ts';

interface Given {
  readonly take: (codes: readonly string[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Reads the codes in a picture that is chosen from a file. */
export function PictureButton({ take, fail }: Given) {
  const read = ([file]: readonly File[]) => {
    if (file !== undefined) codesIn(file).then(take, fail);
  };
  return (
    <FileInput variant="button" accept="image/*" value={[]} onChange={({ detail }) => read(detail.value)}>
      Read from a picture
    </FileInput>
  );
}

async function codesIn(file: File): Promise<string[]> {
  const [bitmap, { readCodes }] = await Promise.all([
    createImageBitmap(file).catch(() => undefined),
    import('./read-codes.ts'),
  ]);
  const picture = bitmap && pictureOf(bitmap, bitmap.width, bitmap.height);
  if (picture === undefined)
    throw new Problem({ title: 'This is no picture', detail: file.name, remedy: 'choose a PNG, JPEG or WebP file' });
  const codes = await readCodes(picture);
  if (codes.length > 0) return codes;
  throw new Problem({
    title: 'There is no code in the picture',
    detail: `neither DataMatrix, QR code nor Code 128 was found in ${file.name}`,
    remedy: 'take it from nearer, straight from above, in even light',
  });
}
