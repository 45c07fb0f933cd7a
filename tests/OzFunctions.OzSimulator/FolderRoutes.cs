using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>The folder routes of the simulated Oz (Oz API documentation, Object Folder).</summary>
/// <param name="oz">The API with the folders.</param>
internal sealed class FolderRoutes(SimulatedOz oz)
{
    private (double Created, string Id)[] _byCreation = [];

    /// <summary>Clears the cached order of folders after one was deleted.</summary>
    public void Forget() => _byCreation = [];

    /// <summary><c>GET /api/folders/{id}/</c>.</summary>
    public async Task GetAsync(HttpContext context)
    {
        if (!await oz.IsAnsweredAsync(context))
        {
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (!oz.Folders.ContainsKey(id) || !oz.IsVisible(id))
        {
            await new OzRefusal(StatusCodes.Status404NotFound, 10).AnswerAsync(context);
            return;
        }

        await context.Response.WriteAsync(Show(id, context.Request.Query["with_analyses"] == "true").ToJsonString());
    }

    /// <summary><c>GET /api/folders/</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (!await oz.IsAnsweredAsync(context))
        {
            return;
        }

        var query = new FolderQuery(context.Request.Query, oz.MaxLimit);
        var items = query.Choose([.. ByCreation().Where(folder => oz.IsVisible(folder.Id))], Read).Select(id => Show(id, query.WithAnalyses)).ToArray<JsonNode>();
        await context.Response.WriteAsync(new JsonObject { ["offset"] = query.Offset, ["limit"] = query.Limit, ["items"] = new JsonArray(items) }.ToJsonString());
    }

    private (double Created, string Id)[] ByCreation()
    {
        // The creation time of a folder never changes, so only a new folder makes the cached order stale.
        var known = _byCreation;
        return known.Length == oz.Folders.Count
            ? known
            : _byCreation = [.. oz.Folders.Keys.Select(id => (Read(id, static fields => (double?)fields["time_created"] ?? 0), id)).Order()];
    }

    private double Read(string folderId, Func<JsonObject, double> read)
    {
        var folder = oz.Folders[folderId];
        lock (folder)
        {
            return read(folder);
        }
    }

    private JsonObject Show(string folderId, bool withAnalyses)
    {
        var folder = oz.Show(folderId);
        if (!withAnalyses)
        {
            folder.Remove("analyses");
        }

        return folder;
    }
}
