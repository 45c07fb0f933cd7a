using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>The query parameters of all routes. <see cref="Operations.OperationTable"/> says which route has which.</summary>
internal static class KnownParameters
{
    /// <summary>The days that are counted when the request does not say how many.</summary>
    public const int DefaultDays = 14;

    /// <summary>The format of a report that has a line for each difference.</summary>
    public const string Csv = "csv";

    private const string Json = "json";
    private const int DefaultLimit = 50;

    public static QueryParameter<int?> Limit { get; } = ParameterKinds.Number("limit", "The most items of a page.", most: 200, DefaultLimit);

    public static QueryParameter<string> Continuation { get; } = ParameterKinds.Text(
        ListContinuation.Name,
        "The continuation in the previous page, with the same other parameters. A page that is not the last may have fewer items.",
        static _ => "The continuation in the previous page, with the same other parameters: it was altered, or belongs to another list, filter or day.",
        static (text, context) => ListContinuation.IsOf(context.Request, text));

    public static QueryParameter<DateOnly?> Day { get; } = ParameterKinds.Day("day", "A day (UTC). Default: today.");

    public static QueryParameter<Status?> ResolutionStatus { get; } = ParameterKinds.Word("resolutionStatus", "Only folders with this status.", StatusNames.Progress);

    public static QueryParameter<Status?> SystemResolution { get; } = ParameterKinds.Word("systemResolution", "Only folders with this result.", StatusNames.Results);

    public static QueryParameter<Status?> WorstResolution { get; } = ParameterKinds.Word("worstResolution", "Only folders whose worst group has this result.", StatusNames.Results);

    public static QueryParameter<bool?> HeldBack { get; } = ParameterKinds.Flag("heldBack", "Only folders whose result is held back, or is not.", absent: null);

    public static QueryParameter<bool?> Drift { get; } = ParameterKinds.Flag("drift", "Only folders with drift, or without.", absent: null);

    public static QueryParameter<OpenReasons?> Reason { get; } = ParameterKinds.Word("reason", "Only folders that are open for this reason.", OpenReasonNames.All);

    public static QueryParameter<int?> Days { get; } = ParameterKinds.Number("days", "The number of days, including today.", DayCounts.MostDays, DefaultDays);

    public static QueryParameter<DeliveryState?> ParkedState { get; } = ParameterKinds.Word(
        "state", "Only deliveries in this state. Default: all.", StateNames(DeliveryState.Pending, DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Dead));

    public static QueryParameter<DeliveryState?> ReplayedState { get; } = ParameterKinds.Word(
        "state",
        "Only deliveries in this state. Default: all that are not delivered.",
        StateNames(DeliveryState.Pending, DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Dead, DeliveryState.Delivered));

    public static QueryParameter<string> Endpoint { get; } = ParameterKinds.Text(
        "endpoint",
        "Only deliveries to this endpoint of the settings.",
        static context => context.Endpoints.Count == 0 ? "An endpoint of the settings, which have none." : $"One of {string.Join(", ", context.Endpoints)}.",
        static (name, context) => context.Endpoints.Contains(name, StringComparer.Ordinal));

    public static QueryParameter<string> Folder { get; } = new(
        "folder",
        "Only deliveries of this folder.",
        new ParameterSchema("string"),
        static _ => "An id of 1 to 128 characters of A-Z, a-z, 0-9, '_' and '-'.",
        static text => OzId.TryNormalise(text, out var id) ? id : null);

    public static QueryParameter<DateTimeOffset?> From { get; } = ParameterKinds.Time("from", "The start of the time span, with an offset.");

    public static QueryParameter<DateTimeOffset?> To { get; } = ParameterKinds.Time("to", "The end of the time span, with an offset. Default: now.");

    public static QueryParameter<bool?> DryRun { get; } = ParameterKinds.Flag("dryRun", "Reports what would be done, without doing it.", absent: false);

    public static QueryParameter<bool?> CompareOnly { get; } = ParameterKinds.Flag("dryRun", "Compares every folder of the span and changes nothing.", absent: false);

    public static QueryParameter<bool?> ClockConfirmed { get; } = ParameterKinds.Flag(
        "clockConfirmed", "Confirms that this server's clock is right: the run uses it although the storage's clock differs.", absent: false);

    public static QueryParameter<string> Kind { get; } = ParameterKinds.Word("kind", "The kind of runs.", RunKinds.All, isRequired: true);

    public static QueryParameter<string> Format { get; } = ParameterKinds.Word("format", "The format. CSV has a line for each difference.", [Json, Csv], absent: Json);

    /// <summary>The most items of the page that a request asks for.</summary>
    public static int LimitOf(HttpRequest request) => Limit.Read(request) ?? DefaultLimit;

    /// <summary>The parameter that finds folders by a metadata value.</summary>
    public static QueryParameter<string> Metadata(string key) => ParameterKinds.Text(
        $"{RouteQuery.MetadataPrefix}{key}",
        $"Only folders whose metadata {key} has this value.",
        static _ => $"A value of at most {FolderMetadata.MaxValueLength} characters: longer ones are not stored.",
        static (value, _) => value.Length <= FolderMetadata.MaxValueLength);

    private static Dictionary<DeliveryState, string> StateNames(params DeliveryState[] states) =>
        states.ToDictionary(static state => state, static state => CamelCase.Of(state));
}
