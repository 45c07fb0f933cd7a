// Reads from a running server with types that openapi-typescript generated from the OpenAPI document, and reads a notification with the types of its webhooks.
import createClient from "openapi-fetch";
import type { components, paths, webhooks } from "./generated/openapi.js";

type Changed = webhooks["folder.resolution_changed"]["post"]["requestBody"]["content"]["application/json"];
type Event = webhooks["folder.resolution_changed"]["post"]["requestBody"]["content"]["application/cloudevents+json"];

export const passed = (body: Changed | Event): boolean => body.data.current.systemResolution === "SUCCESS" && body.type === "folder.resolution_changed";

const [, , api, folder] = process.argv;
const client = createClient<paths>({ baseUrl: api });

const posted = await client.POST("/oz/webhooks", { body: { folder_id: folder, resolution_status: "FINISHED", system_resolution: "DECLINED" } });
if (posted.error) throw new Error(`The webhook was rejected: ${posted.error.detail}`);

const { data, error } = await client.GET("/folders/{id}", { params: { path: { id: folder } } });
if (error) throw new Error(`The folder cannot be read: ${error.detail}`);
const read: components["schemas"]["Folder"] = data;
if (read.folderId !== folder || read.systemResolution !== "DECLINED") throw new Error(`The folder differs from the posted one: ${JSON.stringify(read)}`);

const list = await client.GET("/folders", { params: { query: { limit: 1, systemResolution: "DECLINED" } } });
if (list.data?.items.length !== 1) throw new Error("The list is empty.");
console.log(`openapi-typescript: ${read.folderId} is ${read.systemResolution}.`);
