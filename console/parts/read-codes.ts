import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({
  overrides: { locateFile: (file: string, folder: string) => (file.endsWith('.wasm') ? decoder : folder + file) },
});

/** What packs, cases and pallets carry. */
const FORMATS = ['DataMatrix', 'QRCode', 'Code128'] as const;
const MOST = 8;

/** The codes in a picture, each behind its symbology identifier (ISO/IEC 15424): element strings with their separators. */
export async function readCodes(picture: ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, {
    formats: [...FORMATS],
    textMode: 'Plain',
    maxNumberOfSymbols: MOST,
    tryHarder: true,
  });
  return found.filter(({ isValid }) => isValid).map(({ symbologyIdentifier, text }) => symbologyIdentifier + text);
}
