using OzFunctions.Web.Operations;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Benchmarks.Fuzz.Queries;

/// <summary>A request's route and query string.</summary>
/// <param name="Route">The route.</param>
/// <param name="Text">The query string, without <c>?</c>.</param>
internal sealed record QueryInput(string Route, string Text)
{
    /// <summary>The metadata keys that are stored.</summary>
    public static IReadOnlyList<string> MetadataKeys { get; } = ["transaction_id", "Order"];

    private static readonly string[] Routes = [.. OperationTable.All.Where(static operation => operation.Query != RouteQuery.Anything).Select(static operation => operation.Route).Distinct()];

    private static readonly string[] AllNames =
        [.. Routes.SelectMany(static route => OperationTable.QueryOf(route).With(MetadataKeys)).Select(static parameter => parameter.Name).Distinct(), "code", "meta.", "meta.order", "a.b", ""];

    private static readonly Dictionary<string, string[]> Right = new(StringComparer.Ordinal)
    {
        ["limit"] = ["1", "50", "200", "007"],
        ["days"] = ["1", "7", "14"],
        ["day"] = ["2026-05-31", "2026-06-01", "2000-01-01"],
        ["from"] = ["2026-05-01T00:00:00Z", "2026-05-01T03:00:00.1234567%2B03:00", "2026-05-31T23:59:59-00:30"],
        ["to"] = ["2026-05-31T00:00:00Z", "2026-05-31T23:59:59.9%2B14:00"],
        ["state"] = ["pending", "waiting", "HELD", "dead"],
        ["endpoint"] = ["bank", "audit"],
        ["folder"] = ["f1", "00000000-0000-4000-8000-00000000F001"],
        ["kind"] = ["reconcile", "replay", "poison-replay"],
        ["format"] = ["csv", "json"],
        ["reason"] = ["running", "givenUp", "heldBack"],
        ["resolutionStatus"] = ["SUCCESS", "declined"],
        ["systemResolution"] = ["SUCCESS", "OPERATOR_REQUIRED"],
        ["worstResolution"] = ["DECLINED", "failed"],
        ["meta.transaction_id"] = ["47-11", "a%20b%26c"],
    };

    private static readonly string[] Values =
    [
        "", "true", "false", "True", "0", "1", "-1", "201", "1e1", "%2B1", "1,0", "0x1", "99999999999999999999", "2026-06-02", "2026-06-03", "1999-12-31", "2026-02-30", "2026-5-1", "2026-05-01T00:00:00", "2026-05-01",
        "2026-05-01T00:00:00+03:00", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "2026-05-01 00:00:00Z", "delivered", "SUCCESS,DECLINED", "%", "%zz", "%00", "%ff%fe", "%F0%9F%98%80", "*", "'", "bank' or 'a'='a",
        "..%2f..", "null", "undefined", "any", "all", "%EF%BC%91", "~", "%20true", "true%20",
    ];

    /// <summary>Makes the query string of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The query string.</returns>
    public static QueryInput Of(int number)
    {
        var random = new Random(number);
        var route = random.Pick(Routes);
        string[] own = [.. OperationTable.QueryOf(route).With(MetadataKeys).Select(static parameter => parameter.Name)];
        var text = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => Pair(own, random)).Prepend(own.Contains("kind") && !random.Once(8) ? "kind=replay" : ""));
        return new QueryInput(route, random.Once(6) ? random.Changed(text) : text);
    }

    private static string Pair(string[] own, Random random)
    {
        var name = own.Length > 0 && !random.Once(8) ? random.Pick(own) : random.Pick(AllNames);
        var value = Right.TryGetValue(name, out var right) && random.Next(5) > 0 ? random.Pick(right) : random.Pick(Values);
        return random.Next(16) switch
        {
            0 => $"{Misspelt(name, random)}={value}",
            1 => name,
            2 => $"{name}={value}={random.Pick(Values)}",
            3 => $"{name}={random.Changed(value)}",
            _ => $"{name}={value}",
        };
    }

    private static string Misspelt(string name, Random random) => random.Next(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => $"{name}%20",
        2 => $"{name}[]",
        _ => random.Changed(name),
    };
}
