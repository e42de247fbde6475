// Hands the controller of the page to components.

import { createContext, use } from 'react';
import type { Controller } from '../state/controller';

export const ControllerContext = createContext<Controller | null>(null);

/** The controller of the page. */
export function useController(): Controller {
  const controller = use(ControllerContext);
  if (!controller) throw new Error('The component is not inside a ControllerContext.');
  return controller;
}
