// A thin client: everything that is known of papers is known by the server, `bibtools lsp`.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { ReadingList } from "./readingList";
import { find } from "./server";

const LANGUAGES = [
  "latex", "tex", "latex-expl3", "bibtex", "markdown", "quarto", "typst", "org", "restructuredtext", "html",
];
const INSTALL = "bibtools with its language server was not found. Install it from a checkout with: pip install '.[lsp]'";

let client: LanguageClient | undefined;
let status: vscode.StatusBarItem;

function show(text: string, tooltip: string): void {
  status.text = text;
  status.tooltip = tooltip;
  status.show();
}

async function start(): Promise<void> {
  const program = await find();
  if (program === undefined) {
    show("$(warning) bibtools", INSTALL);
    const choice = await vscode.window.showWarningMessage(INSTALL, "Choose the program", "Copy the command");
    if (choice === "Choose the program") await vscode.commands.executeCommand("workbench.action.openSettings", "bibtools.path");
    if (choice === "Copy the command") await vscode.env.clipboard.writeText("pip install '.[lsp]'");
    return;
  }
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    initializationOptions: vscode.workspace.getConfiguration("bibtools"),
    synchronize: { configurationSection: "bibtools" },
  };
  client = new LanguageClient("bibtools", "bibtools", { command: program, args: ["lsp"] }, options);
  client.onDidChangeState(({ newState }) => {
    const runs = newState === State.Running;
    void vscode.commands.executeCommand("setContext", "bibtools.isRunning", runs);
    show(runs ? "$(book) bibtools" : "$(circle-slash) bibtools", `${program} lsp`);
  });
  await client.start();
}

async function ask(command: string, argument: unknown): Promise<unknown> {
  if (client === undefined || client.state !== State.Running) return undefined;
  return client.sendRequest("workspace/executeCommand", { command, arguments: [argument] });
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.window.createStatusBarItem("bibtools", vscode.StatusBarAlignment.Right);
  status.name = "bibtools";
  status.command = "bibtools.syncPaper";
  const list = new ReadingList(async (uri) => ((await ask("bibtools.papers", { uri })) as []) ?? []);
  const here = () => ({ uri: vscode.window.activeTextEditor?.document.uri.toString() });
  const asking: [string, string][] = [
    ["bibtools.syncPaper", "bibtools.sync"],
    ["bibtools.checkTheLinks", "bibtools.checkLinks"],
    ["bibtools.verifyEntries", "bibtools.verify"],
    ["bibtools.lookAgain", "bibtools.refresh"],
  ];
  context.subscriptions.push(
    status,
    vscode.window.registerTreeDataProvider("bibtools.readingList", list),
    vscode.window.onDidChangeActiveTextEditor(() => list.refresh()),
    vscode.languages.onDidChangeDiagnostics(() => list.refresh()),
    vscode.commands.registerCommand("bibtools.openLink", (url: string) => vscode.env.openExternal(vscode.Uri.parse(url))),
    vscode.commands.registerCommand("bibtools.restart", async () => {
      await client?.stop();
      await start();
    }),
    ...asking.map(([name, command]) => vscode.commands.registerCommand(name, () => ask(command, here()))),
  );
  await start();
}

export function deactivate(): Thenable<void> | undefined {
  return client?.stop();
}
