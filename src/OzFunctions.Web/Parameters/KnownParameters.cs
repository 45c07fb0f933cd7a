using System.Text.Json;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>The query parameters of all routes. Which route has which is said by <see cref="RouteQueries"/>.</summary>
internal static class KnownParameters
{
    /// <summary>How many items a page holds where the request does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>How many days are counted where the request does not say.</summary>
    public const int DefaultDays = 14;

    /// <summary>The report with a line for each difference.</summary>
    public const string Csv = "csv";

    private const string Json = "json";

    public static QueryParameter<int?> Limit { get; } = ParameterKinds.Number("limit", "How many items a page holds at most.", most: 200, DefaultLimit);

    public static QueryParameter<string> Continuation { get; } = ParameterKinds.Text(
        ListContinuation.Name,
        "What the page before told, with the same other parameters. A page may be short before the last.",
        static _ => "What the page before told, with the same other parameters: it was altered, or is of another list, filter or day.",
        static (text, context) => ListContinuation.IsOf(context.Request, text));

    public static QueryParameter<DateOnly?> Day { get; } = ParameterKinds.Day("day", "A day (UTC); today where it is absent.");

    public static QueryParameter<Status?> ResolutionStatus { get; } = ParameterKinds.Word("resolutionStatus", "Only those with this status.", StatusNames.All);

    public static QueryParameter<Status?> SystemResolution { get; } = ParameterKinds.Word("systemResolution", "Only those with this result.", StatusNames.All);

    public static QueryParameter<Status?> WorstResolution { get; } = ParameterKinds.Word("worstResolution", "Only those whose worst group has this result.", StatusNames.All);

    public static QueryParameter<bool?> HeldBack { get; } = ParameterKinds.Flag("heldBack", "Only those whose result is held back, or is not.", absent: null);

    public static QueryParameter<bool?> Drift { get; } = ParameterKinds.Flag("drift", "Only those with drift, or without.", absent: null);

    public static QueryParameter<OpenReasons?> Reason { get; } = ParameterKinds.Word("reason", "One reason that they have.", OpenReasonNames.All);

    public static QueryParameter<int?> Days { get; } = ParameterKinds.Number("days", "How many days, today among them.", DayCounts.MostDays, DefaultDays);

    public static QueryParameter<DeliveryState?> ParkedState { get; } = ParameterKinds.Word(
        "state", "Only these; all where it is absent.", StateNames(DeliveryState.Pending, DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Dead));

    public static QueryParameter<DeliveryState?> ReplayedState { get; } = ParameterKinds.Word(
        "state",
        "Only these; all that are not delivered where it is absent.",
        StateNames(DeliveryState.Pending, DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Dead, DeliveryState.Delivered));

    public static QueryParameter<string> Endpoint { get; } = ParameterKinds.Text(
        "endpoint",
        "Those to this endpoint of the settings.",
        static context => context.Endpoints.Count == 0 ? "An endpoint of the settings, which name none." : $"One of {string.Join(", ", context.Endpoints)}.",
        static (name, context) => context.Endpoints.Contains(name, StringComparer.Ordinal));

    public static QueryParameter<string> Folder { get; } = new(
        "folder",
        "Those of this folder.",
        new ParameterSchema("string"),
        static _ => "An id of 1 to 128 of A-Z, a-z, 0-9, '_' and '-'.",
        static text => OzId.TryNormalise(text, out var id) ? id : null);

    public static QueryParameter<DateTimeOffset?> From { get; } = ParameterKinds.Time("from", "The beginning, with its offset.");

    public static QueryParameter<DateTimeOffset?> To { get; } = ParameterKinds.Time("to", "The end, with its offset; now where it is absent.");

    public static QueryParameter<bool?> DryRun { get; } = ParameterKinds.Flag("dryRun", "Tells what would be done, and does nothing.", absent: false);

    public static QueryParameter<bool?> CompareOnly { get; } = ParameterKinds.Flag("dryRun", "Compares every folder of the span and changes nothing.", absent: false);

    public static QueryParameter<bool?> ClockConfirmed { get; } = ParameterKinds.Flag(
        "clockConfirmed", "Says that this server's clock is right: the run goes by it although the storage's differs.", absent: false);

    public static QueryParameter<string> Kind { get; } = ParameterKinds.Word("kind", "Which kind.", RunKinds.All, isRequired: true);

    public static QueryParameter<string> Format { get; } = ParameterKinds.Word("format", "As what; CSV has a line for each difference.", [Json, Csv], absent: Json);

    /// <summary>The parameter that finds folders by a metadata value.</summary>
    /// <param name="key">The metadata key.</param>
    /// <returns>The parameter.</returns>
    public static QueryParameter<string> Metadata(string key) => ParameterKinds.Text(
        $"{RouteQuery.MetadataPrefix}{key}",
        $"Only those whose metadata value {key} is this.",
        static _ => $"A value of at most {FolderMetadata.MaxValueLength} characters: longer ones are not kept.",
        static (value, _) => value.Length <= FolderMetadata.MaxValueLength);

    private static Dictionary<DeliveryState, string> StateNames(params DeliveryState[] states) =>
        states.ToDictionary(static state => state, static state => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()));
}
