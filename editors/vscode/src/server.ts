// Where the server is: as the user says, on the PATH, or in the Python environment that is chosen.

import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "bibtools.exe" : "bibtools";

async function isProgram(place: string): Promise<boolean> {
  try {
    await access(place, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function interpreter(): Promise<string | undefined> {
  const python = vscode.extensions.getExtension("ms-python.python");
  if (python === undefined) return undefined;
  const api = python.isActive ? python.exports : await python.activate();
  const chosen = api?.environments?.getActiveEnvironmentPath?.();
  return typeof chosen?.path === "string" ? chosen.path : undefined;
}

function speaksTheProtocol(place: string): Promise<boolean> {
  return new Promise((done) => {
    execFile(place, ["lsp", "--help"], { timeout: 20_000 }, (error) => done(error === null));
  });
}

/** Return the program to start, or undefined where there is none that can be a server. */
export async function find(): Promise<string | undefined> {
  const own = vscode.workspace.getConfiguration("bibtools").get<string>("path", "");
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const python = await interpreter();
  if (python !== undefined) folders.push(path.dirname(python), path.join(path.dirname(python), "Scripts"));
  const places = own ? [own] : folders.map((folder) => path.join(folder, NAME));
  for (const place of places) {
    if ((await isProgram(place)) && (await speaksTheProtocol(place))) return place;
  }
  return undefined;
}
