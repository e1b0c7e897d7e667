/** Which pictures are worth showing, and which Telegram takes. Pure. */

export interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Telegram's bounds of a photo (Bot API, sendPhoto). */
export const photoLimits = { bytes: 10 * 1024 * 1024, sides: 10_000, ratio: 20 } as const;

/** Smaller than this on the longer side, a picture is coarse on every phone. */
const smallestSide = 400;
/** Beyond this it is a banner or a strip of logos. */
const widestRatio = 3;
/** Site furniture by its file name. */
const furniture =
  /(?:^|[-_./])(?:logo|favicon|sprite|avatar|placeholder|no[-_]?image)(?:[-_./]|$)/iu;

/**
 * Whether a picture says something above a post: logos, banners and thumbnails do not. What is not
 * known about its size does not speak against it.
 */
export function isWorthShowing({
  url,
  width,
  height,
}: { readonly url: string } & { readonly [side in keyof Size]: number | null }): boolean {
  const file = URL.canParse(url) ? new URL(url).pathname.split('/').slice(-1).join('') : url;
  if (furniture.test(file) || /\.svg$/iu.test(file)) return false;
  if (width !== null && height !== null) return isLargeEnough({ width, height });
  const known = width ?? height;
  return known === null || known >= smallestSide;
}

/** The same of a picture whose bytes were seen. */
export const isLargeEnough = (size: Size): boolean =>
  Math.max(size.width, size.height) >= smallestSide && ratioOf(size) <= widestRatio;

/** Whether Telegram takes a photo as it is. */
export const isTakenAsIs = (photo: Size & { readonly bytes: number }): boolean =>
  photo.bytes <= photoLimits.bytes &&
  photo.width + photo.height <= photoLimits.sides &&
  ratioOf(photo) <= photoLimits.ratio;

const ratioOf = ({ width, height }: Size): number =>
  Math.max(width, height) / Math.max(1, Math.min(width, height));
