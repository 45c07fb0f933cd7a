using System.Globalization;
using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>The query parameters of a request for a list of folders (Oz API documentation, Object Folder). Both bounds of a time window are inclusive.</summary>
internal sealed class FolderQuery(IQueryCollection query, int maxLimit)
{
    private const int DefaultLimit = 100;
    private const string Created = "time_created";
    private const string Updated = "time_updated";

    /// <summary>How many folders to skip.</summary>
    public int Offset { get; } = (int)Number(query, "offset", 0);

    /// <summary>The maximum page size, at most the server's own limit.</summary>
    public int Limit { get; } = Math.Min((int)Number(query, "limit", DefaultLimit), maxLimit);

    /// <summary>Whether the response contains analyses.</summary>
    public bool WithAnalyses { get; } = query["with_analyses"] == "true";

    /// <summary>Selects the folders of a page.</summary>
    /// <param name="byCreation">All folders by creation time, earliest first.</param>
    /// <param name="read">Reads a folder's fields.</param>
    /// <returns>The ids.</returns>
    public IEnumerable<string> Choose((double Created, string Id)[] byCreation, Func<string, Func<JsonObject, double>, double> read)
    {
        // The default order is newest first.
        var sorting = $"{query["sorting"]}";
        var (min, max) = (Number(query, $"{Created}.min", double.MinValue), Number(query, $"{Created}.max", double.MaxValue));
        var first = Array.FindIndex(byCreation, folder => folder.Created >= min);
        var within = first < 0 ? [] : byCreation.Skip(first).TakeWhile(folder => folder.Created <= max);

        var (from, to) = (Number(query, $"{Updated}.min", double.MinValue), Number(query, $"{Updated}.max", double.MaxValue));
        var byUpdate = sorting.StartsWith(Updated, StringComparison.Ordinal) || from > double.MinValue || to < double.MaxValue;
        var chosen = byUpdate
            ? within.Select(folder => (At: read(folder.Id, static fields => (double)fields[Updated]!), folder.Id)).Where(folder => folder.At >= from && folder.At <= to).OrderBy(static folder => folder.At)
            : within;

        var sorted = sorting.EndsWith("{asc}", StringComparison.Ordinal) ? chosen.Select(static folder => folder.Item2) : chosen.Select(static folder => folder.Item2).Reverse();
        return sorted.Skip(Offset).Take(Limit);
    }

    private static double Number(IQueryCollection query, string parameter, double otherwise) =>
        double.TryParse(query[parameter], CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
