// Reads from a running server with a client that Kiota generated.
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using OzFunctions.Clients.Kiota;

using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = args[0] };
var client = new OzFunctionsClient(adapter);
var folder = await client.Folders[args[1]].GetAsync() ?? throw new InvalidOperationException("The folder was not found.");
var list = await client.Folders.GetAsync(static request => request.QueryParameters.Limit = 1);
if (folder.FolderId != args[1] || $"{folder.SystemResolution}" != "DECLINED" || list?.Items?.Count != 1)
{
    throw new InvalidOperationException($"The folder differs from the posted one: {folder.FolderId} {folder.SystemResolution}");
}

Console.WriteLine($"Kiota: {folder.FolderId} is {folder.SystemResolution}.");
