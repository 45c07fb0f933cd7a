// Reads a running server through types that openapi-typescript made of the OpenAPI document, and reads a notification by the types of its webhooks.
import createClient from "openapi-fetch";
import type { components, paths, webhooks } from "./generated/openapi.js";

type Changed = webhooks["folder.resolution_changed"]["post"]["requestBody"]["content"]["application/json"];
type Event = webhooks["folder.resolution_changed"]["post"]["requestBody"]["content"]["application/cloudevents+json"];

export const passed = (body: Changed | Event): boolean => body.data.current.systemResolution === "SUCCESS" && body.type === "folder.resolution_changed";

const [, , api, folder] = process.argv;
const client = createClient<paths>({ baseUrl: api });

const posted = await client.POST("/oz/webhooks", { body: { folder_id: folder, resolution_status: "FINISHED", system_resolution: "DECLINED" } });
if (posted.error) throw new Error(`The webhook was refused: ${posted.error.detail}`);

const { data, error } = await client.GET("/folders/{id}", { params: { path: { id: folder } } });
if (error) throw new Error(`The folder cannot be read: ${error.detail}`);
const read: components["schemas"]["Folder"] = data;
if (read.folderId !== folder || read.systemResolution !== "DECLINED") throw new Error(`Not the folder that was posted: ${JSON.stringify(read)}`);

const list = await client.GET("/folders", { params: { query: { limit: 1, systemResolution: "DECLINED" } } });
if (list.data?.items.length !== 1) throw new Error("The list is empty.");
console.log(`openapi-typescript: ${read.folderId} is ${read.systemResolution}.`);
