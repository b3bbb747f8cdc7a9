// The papers of the text in front, each with its links below it.

import * as vscode from "vscode";

const PAUSE = 400; // milliseconds without a change, before the list is made anew

interface Link { name: string; url: string }
export interface Paper { key: string | null; title: string; summary: string; line: number; character: number; links: Link[] }
type Ask = (uri: vscode.Uri) => Promise<Paper[]>;
type Item = { paper: Paper; uri: vscode.Uri } | { link: Link };

export class ReadingList implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listening: vscode.Disposable[];
  private waiting: NodeJS.Timeout | undefined;
  private uri: vscode.Uri | undefined;

  constructor(private readonly languages: string[], private readonly ask: Ask) {
    this.follow(vscode.window.activeTextEditor);
    this.listening = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.workspace.onDidChangeTextDocument(() => this.refresh()),
      vscode.languages.onDidChangeDiagnostics(() => this.refresh()),
    ];
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.listening.forEach((each) => each.dispose());
    this.changed.dispose();
  }

  /** Show the papers of a text; those of the last one stay while something else, such as a log, is in front. */
  private follow(editor: vscode.TextEditor | undefined): void {
    const text = editor?.document;
    if (text?.uri.scheme !== "file" || !this.languages.includes(text.languageId)) return;
    this.uri = text.uri;
    this.refresh();
  }

  private refresh(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.changed.fire(), PAUSE);
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if ("link" in item) {
      const shown = new vscode.TreeItem(item.link.name);
      shown.iconPath = new vscode.ThemeIcon("link-external");
      shown.tooltip = item.link.url;
      shown.command = { command: "bibtools.openLink", title: "Open", arguments: [item.link.url] };
      return shown;
    }
    const { paper, uri } = item;
    const some = paper.links.length > 0;
    const state = some ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const shown = new vscode.TreeItem(paper.title || paper.summary, state);
    shown.description = paper.key ?? "not in the library";
    shown.iconPath = new vscode.ThemeIcon(paper.key === null ? "circle-outline" : "pass"); // a narrow view cuts the words
    shown.tooltip = `${paper.summary}: ${shown.description}`;
    shown.accessibilityInformation = { label: shown.tooltip };
    shown.command = { command: "bibtools.goTo", title: "Go to", arguments: [uri.toString(), paper.line, paper.character] };
    return shown;
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item !== undefined) return "paper" in item ? item.paper.links.map((link) => ({ link })) : [];
    const uri = this.uri;
    return uri === undefined ? [] : (await this.ask(uri)).map((paper) => ({ paper, uri }));
  }
}
