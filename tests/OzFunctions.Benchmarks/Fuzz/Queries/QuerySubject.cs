using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Operations;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Benchmarks.Fuzz.Queries;

/// <summary>Query strings of every route that has parameters. A taken one means what it says, each of its parts, and nothing absent has a value.</summary>
internal sealed class QuerySubject : IFuzzSubject<QueryInput>
{
    private const int LongestMessage = 1_000;

    private static readonly PausedClock Clock = new();

    private readonly RequestCheck _check = new(
        new NotificationSettings([Endpoint("bank"), Endpoint("audit")], new HashSet<string>()), Options.Create(new FolderOptions { MetadataKeys = [.. QueryInput.MetadataKeys] }), Clock);

    /// <inheritdoc/>
    public string Name => "queries";

    /// <inheritdoc/>
    public QueryInput Make(int number) => QueryInput.Of(number);

    /// <inheritdoc/>
    public long MostBytes(QueryInput input) => 64 * 1024 + (100 * input.Text.Length);

    /// <inheritdoc/>
    public FuzzVerdict Judge(QueryInput input)
    {
        var request = new DefaultHttpContext { Request = { Path = "/api/" + input.Route, QueryString = new QueryString($"?{input.Text}") } }.Request;
        return _check.FindProblemAsync(request, input.Route).GetAwaiter().GetResult() switch
        {
            null => JudgeTaken(input, request),
            ProblemHttpResult { StatusCode: StatusCodes.Status400BadRequest, ProblemDetails: { Detail: { } detail } problem } when problem.Extensions.ContainsKey("field") => FuzzVerdict.RefusedWith(detail, LongestMessage),
            var other => FuzzVerdict.Wrong($"is answered with {other}: {input}"),
        };
    }

    private static FuzzVerdict JudgeTaken(QueryInput input, HttpRequest request)
    {
        var query = OperationTable.QueryOf(input.Route);
        var given = Given(input.Text).Where(static pair => !pair.Name.Equals(KeyGuard.Parameter, StringComparison.OrdinalIgnoreCase)).ToList();
        var parameters = query.With(QueryInput.MetadataKeys);
        if (given.Select(static pair => pair.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < given.Count)
        {
            return FuzzVerdict.Wrong($"is taken though it names a parameter twice: {input}");
        }

        if (given.Find(pair => !parameters.Any(parameter => parameter.Name == pair.Name)) is { Name: not null } unknown)
        {
            return FuzzVerdict.Wrong($"is taken though its route has no '{unknown.Name}': {input}");
        }

        if (parameters.FirstOrDefault(parameter => !ReadValue.Means(parameter, request, given.Find(pair => pair.Name == parameter.Name).Value)) is { } other)
        {
            return FuzzVerdict.Wrong($"is taken, but '{other.Name}' is read otherwise than it says: {input}");
        }

        return query.HasSpan && KnownParameters.From.Read(request) > (KnownParameters.To.Read(request) ?? Clock.GetUtcNow())
            ? FuzzVerdict.Wrong($"is taken though its span ends before it begins: {input}")
            : FuzzVerdict.Read;
    }

    // Without the framework's parser, as RFC 3986 and HTML forms have it.
    private static List<(string Name, string Value)> Given(string text) =>
    [
        .. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).Select(static pair => (Decoded(pair[0]), pair.Length > 1 ? Decoded(pair[1]) : "")),
    ];

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static NotificationEndpoint Endpoint(string name) => new(name, new Uri("https://bank.example/"), [], [], TimeSpan.FromSeconds(1));
}
