import type { Node, Renderer } from '@takumi-rs/core';

const size = { width: 120, height: 60 } as const;

export const logoImage = (style: Node['style']): Node => ({ type: 'image', src: 'logo', style });

export const logoSource = (data: Uint8Array) => [{ src: 'logo', data, cache: 'none' as const }];

/**
 * Whether an image can be drawn and shows anything. For some broken ones the renderer raises an error,
 * for others it draws nothing, so its pixels tell.
 */
export async function isVisible(renderer: Renderer, logo: Uint8Array): Promise<boolean> {
  const pixels = await renderer
    .render(logoImage({ ...size, objectFit: 'contain' }), {
      ...size,
      format: 'raw',
      images: logoSource(logo),
    })
    .catch(() => Buffer.alloc(0));
  return pixels.some((value, index) => index % 4 === 3 && value > 0);
}
