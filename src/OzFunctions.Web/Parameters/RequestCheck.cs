using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Operations;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web.Parameters;

/// <summary>Rejects a request with parameters or a body that its route would ignore, before the handler runs.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="options">The metadata keys.</param>
/// <param name="time">The clock.</param>
public sealed class RequestCheck(NotificationSettings settings, IOptions<FolderOptions> options, TimeProvider time)
{
    // The response repeats at most this many characters of an unknown name.
    private const int LongestName = 64;

    private readonly IReadOnlyList<string> _endpoints = [.. settings.Endpoints.Select(static endpoint => endpoint.Name)];

    /// <summary>Checks the query parameters, and that there is no body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">The route, one of <see cref="Routes"/>.</param>
    /// <returns>400 with the problem; null when there is none.</returns>
    /// <exception cref="BadHttpRequestException">The body is malformed.</exception>
    internal async Task<IResult?> FindProblemAsync(HttpRequest request, string route)
    {
        var query = OperationTable.QueryOf(route);
        if (query == RouteQuery.Anything)
        {
            return null;
        }

        var context = new ParameterContext(request, time.GetUtcNow(), _endpoints);
        var parameters = query.With(options.Value.Keys);
        return FindUnknown(request, query, parameters)
            ?? parameters.Select(parameter => FindProblem(parameter, context)).FirstOrDefault(static problem => problem is not null)
            ?? FindSpanProblem(query, context)
            ?? (await BodyReader.ReadAsync(request, maxBytes: 0, request.HttpContext.RequestAborted) is null ? Problems.UnexpectedBody() : null);
    }

    private static IResult? FindUnknown(HttpRequest request, RouteQuery query, IReadOnlyList<QueryParameter> parameters)
    {
        var known = parameters.Select(static parameter => parameter.Name).ToList();
        if (request.Query.Keys.FirstOrDefault(name => !known.Contains(name) && !name.Equals(KeyGuard.Parameter, StringComparison.OrdinalIgnoreCase)) is not { } unknown)
        {
            return null;
        }

        var name = unknown.Length > LongestName ? $"{unknown.AsSpan(0, LongestName)}..." : unknown;
        var meant = known.Find(one => Folded(one) == Folded(unknown)) is { } similar ? $" Did you mean '{similar}'?" : "";
        var metadata = query.HasMetadata && name.StartsWith(RouteQuery.MetadataPrefix, StringComparison.OrdinalIgnoreCase) ? " The setting Folders:MetadataKeys lists the metadata keys that are stored." : "";
        var all = known.Count == 0 ? "This route has no parameters." : $"This route has {string.Join(", ", known)}.";
        return Problems.BadParameter(name, $"Unknown parameter '{name}'.{meant} {all}{metadata}");
    }

    private static IResult? FindProblem(QueryParameter parameter, ParameterContext context)
    {
        var values = context.Request.Query.FirstOrDefault(given => given.Key == parameter.Name).Value;
        return values switch
        {
            { Count: 0 } => parameter.IsRequired ? Refused(parameter, $"It is required. {parameter.Expected(context)}") : null,
            { Count: > 1 } => Refused(parameter, $"It occurs {values.Count} times, but must occur once. {parameter.Expected(context)}"),
            [null or ""] => Refused(parameter, $"It is empty: leave it out, or give a value. {parameter.Expected(context)}"),
            [var text] => parameter.Accepts(text, context) ? null : Refused(parameter, parameter.Expected(context)),
        };
    }

    private static IResult? FindSpanProblem(RouteQuery query, ParameterContext context) =>
        query.HasSpan && KnownParameters.From.Read(context.Request) > (KnownParameters.To.Read(context.Request) ?? context.Now)
            ? Refused(KnownParameters.From, $"A time that is not after '{KnownParameters.To.Name}', which defaults to now.")
            : null;

    private static IResult Refused(QueryParameter parameter, string detail) => Problems.BadParameter(parameter.Name, detail);

    // Names that differ only in letter case, underscores and hyphens are probably meant to be the same.
    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
