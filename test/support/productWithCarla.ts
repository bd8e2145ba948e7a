/** The product, as most stories about it begin: Paula watches, and Carla is enrolled. */
import { enrol } from './operations.js';
import { portrait } from './pictures.js';
import { type Product, startProduct } from './product.js';

export interface ProductWithCarla {
  readonly product: Product;
  /** Paula's token. */
  readonly proctor: string;
  /** Carla's token. */
  readonly candidate: string;
}

export async function startProductWithCarla(): Promise<ProductWithCarla> {
  const product = await startProduct();
  const proctor = await product.token({ role: 'proctor', sub: 'paula' });
  const candidate = await product.token({ role: 'candidate', sub: 'carla' });
  await enrol(product, proctor, { image: await portrait('curls'), candidateId: 'carla', fullName: 'Carla Curls' });
  return { product, proctor, candidate };
}
