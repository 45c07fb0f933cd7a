using System.Text.RegularExpressions;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The target of a request.</summary>
/// <param name="Resource">The name of a table, or <c>Tables</c> or <c>$batch</c>.</param>
/// <param name="Keys">The keys of an entity; null if there are none.</param>
/// <param name="Query">The query parameters.</param>
internal sealed partial record TableTarget(string Resource, (string PartitionKey, string RowKey)? Keys, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>Parses a target.</summary>
    /// <param name="target">
    /// The target of a request, percent-encoded: <c>/account/table(PartitionKey='a',RowKey='b')?...</c>, with or without scheme and host.
    /// </param>
    /// <returns>The target.</returns>
    /// <exception cref="TableException">The target is unknown.</exception>
    public static TableTarget Read(string target)
    {
        var match = Parts().Match(target);
        if (!match.Success)
        {
            throw TableException.NotSpoken($"Nothing is known here at {target}");
        }

        var query = match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => part.Split('=', 2))
            .ToDictionary(static part => Uri.UnescapeDataString(part[0]), static part => Uri.UnescapeDataString(part.ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);
        (string, string)? keys = match.Groups["partition"].Success ? (KeyOf(match.Groups["partition"]), KeyOf(match.Groups["row"])) : null;
        return new TableTarget(Uri.UnescapeDataString(match.Groups["resource"].Value), keys, query);
    }

    private static string KeyOf(Group group) => Uri.UnescapeDataString(group.Value).Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:https?://[^/]+)?/[^/?]+/(?<resource>[\w$%]+)(?:\((?:PartitionKey(?:=|%3[dD])(?:'|%27)(?<partition>[^?]*?)(?:'|%27)(?:,|%2[cC])RowKey(?:=|%3[dD])(?:'|%27)(?<row>[^?]*?)(?:'|%27))?\))?(?:\?(?<query>.*))?$")]
    private static partial Regex Parts();
}
