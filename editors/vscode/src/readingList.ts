// The papers of the text in front, each with its links below it.

import * as vscode from "vscode";

interface Link { name: string; url: string }
interface Paper { key: string | null; title: string; summary: string; line: number; character: number; links: Link[] }
type Ask = (uri: string) => Promise<Paper[]>;
type Item = { paper: Paper } | { link: Link };

export class ReadingList implements vscode.TreeDataProvider<Item> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly ask: Ask) {}

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if ("link" in item) {
      const shown = new vscode.TreeItem(item.link.name);
      shown.tooltip = item.link.url;
      shown.command = { command: "bibtools.openLink", title: "Open", arguments: [item.link.url] };
      return shown;
    }
    const { paper } = item;
    const some = paper.links.length > 0;
    const state = some ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const shown = new vscode.TreeItem(paper.title || paper.summary, state);
    shown.description = paper.key ?? "not in the library";
    shown.tooltip = paper.summary;
    return shown;
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item !== undefined) return "paper" in item ? item.paper.links.map((link) => ({ link })) : [];
    const text = vscode.window.activeTextEditor?.document;
    if (text === undefined || text.uri.scheme !== "file") return [];
    return (await this.ask(text.uri.toString())).map((paper) => ({ paper }));
  }
}
