/** Which tabs the editor has, as it tells it. */
export interface Tabs {
  /** The id of the tab that is shown. */
  active(): string;
  /** For the editor's `onTabChange`. */
  changed(state: TabsState): void;
}

interface TabsState {
  readonly activeTabIndex: number;
  readonly tabs: readonly { readonly id: string }[];
}

export function createTabs({ onClosed }: { onClosed(tab: string): void }): Tabs {
  let open: readonly string[] = [];
  let active = '';
  return {
    active: () => active,
    changed({ tabs, activeTabIndex }) {
      const ids = tabs.map(({ id }) => id);
      active = ids[activeTabIndex] ?? '';
      for (const closed of open.filter((id) => !ids.includes(id))) onClosed(closed);
      open = ids;
    },
  };
}
