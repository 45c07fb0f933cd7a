// Reads from a running server with a client that NSwag generated.
using OzFunctions.Clients.NSwag;

using var http = new HttpClient();
var client = new OzFunctionsClient(http) { BaseUrl = args[0] };
var folder = await client.GetFolderAsync(args[1]);
if (folder.FolderId != args[1] || $"{folder.SystemResolution}" != "DECLINED")
{
    throw new InvalidOperationException($"The folder differs from the posted one: {folder.FolderId} {folder.SystemResolution}");
}

Console.WriteLine($"NSwag: {folder.FolderId} is {folder.SystemResolution}.");
