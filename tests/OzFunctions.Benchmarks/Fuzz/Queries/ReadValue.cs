using System.Globalization;
using System.Xml;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Benchmarks.Fuzz.Queries;

/// <summary>Compares what a handler reads from a request with what the request says.</summary>
internal static class ReadValue
{
    /// <summary>Whether a parameter's value is the one that a text means.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="request">The request, which was checked.</param>
    /// <param name="text">The text; null when the request does not have the parameter.</param>
    /// <returns>False when another value is read, or one where there is none, or none where there is one.</returns>
    public static bool Means(QueryParameter parameter, HttpRequest request, string? text) => (Text(parameter, request), text) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ when parameter is QueryParameter<int?> => text.TrimStart('0') == Text(parameter, request),
        _ when parameter is QueryParameter<DateTimeOffset?> time => HasOffset(text) && XmlConvert.ToDateTimeOffset(WithoutBareDot(text)) == time.Read(request),
        var (value, _) => value.Equals(text, StringComparison.OrdinalIgnoreCase),
    };

    private static string? Text(QueryParameter parameter, HttpRequest request) => parameter switch
    {
        QueryParameter<string> one => one.Read(request),
        QueryParameter<int?> one => one.Read(request)?.ToString(CultureInfo.InvariantCulture),
        QueryParameter<bool?> one => one.Read(request)?.ToString(),
        QueryParameter<DateOnly?> one => one.Read(request)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        QueryParameter<DateTimeOffset?> one => one.Read(request)?.ToString("O", CultureInfo.InvariantCulture),
        QueryParameter<DeliveryState?> one => one.Read(request)?.ToString(),
        QueryParameter<Status?> one => one.Read(request) is { } status ? StatusNames.All[status] : null,
        QueryParameter<OpenReasons?> one => one.Read(request) is { } reason ? OpenReasonNames.All[reason] : null,
        _ => throw new NotSupportedException($"{parameter.Name} has a type that is not compared here."),
    };

    // A dot without digits is taken, and changes nothing; XML schema does not have it.
    private static string WithoutBareDot(string text) =>
        text.Replace(".Z", "Z", StringComparison.Ordinal).Replace(".+", "+", StringComparison.Ordinal).Replace(".-", "-", StringComparison.Ordinal);

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
}
