using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>A request to replay deliveries.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="DryRun">Whether the deliveries are only counted.</param>
public sealed record ReplayRequest(DeliveryFilter Filter, bool DryRun)
{
    /// <summary>Converts the request to run parameters.</summary>
    /// <returns>The parameters.</returns>
    public IReadOnlyDictionary<string, string> ToParameters()
    {
        var parameters = new Dictionary<string, string> { [nameof(Filter.States)] = string.Join(',', Filter.States), [nameof(DryRun)] = DryRun.ToString() };
        Add(nameof(Filter.Folder), Filter.Folder);
        Add(nameof(Filter.Endpoint), Filter.Endpoint);
        Add(nameof(Filter.From), Filter.From?.ToString("O", CultureInfo.InvariantCulture));
        Add(nameof(Filter.To), Filter.To?.ToString("O", CultureInfo.InvariantCulture));
        return parameters;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters[name] = value;
            }
        }
    }

    /// <summary>Parses the parameters that <see cref="ToParameters"/> returned.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <returns>The request.</returns>
    public static ReplayRequest Of(IReadOnlyDictionary<string, string> parameters)
    {
        var filter = new DeliveryFilter(
            [.. parameters[nameof(Filter.States)].Split(',').Select(Enum.Parse<DeliveryState>)],
            parameters.GetValueOrDefault(nameof(Filter.Folder)),
            parameters.GetValueOrDefault(nameof(Filter.Endpoint)),
            Time(nameof(Filter.From)),
            Time(nameof(Filter.To)));

        return new ReplayRequest(filter, bool.Parse(parameters[nameof(DryRun)]));

        DateTimeOffset? Time(string name) =>
            parameters.TryGetValue(name, out var text) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
