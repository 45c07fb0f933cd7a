using Azure.Data.Tables;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Notifications;

/// <summary>The keys of <see cref="TableNames.Parked"/>: the partition key is state and endpoint, the row key is the delivery's place. A row has no other columns.</summary>
internal static class ParkedKeys
{
    private const char Separator = '|';

    // The character after the separator. It ends the range of a state's partitions.
    private const char AfterSeparator = '}';

    /// <summary>The row of an entry.</summary>
    public static TableEntity Entity(ParkedEntry entry) => new(PartitionOf(entry), entry.Place);

    /// <summary>The partition of an entry.</summary>
    public static string PartitionOf(ParkedEntry entry) => Partition(entry.State, entry.Key.Endpoint);

    /// <summary>Reads a row.</summary>
    public static ParkedEntry Read(TableEntity row) => ParkedEntry.Of(Read(row.PartitionKey).State, row.RowKey);

    /// <summary>Parses a partition key.</summary>
    public static (DeliveryState State, string Endpoint) Read(string partition)
    {
        var end = partition.IndexOf(Separator, StringComparison.Ordinal);
        return (Enum.Parse<DeliveryState>(partition[..end]), partition[(end + 1)..]);
    }

    /// <summary>The query for parked deliveries in one state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="filter">The other conditions.</param>
    /// <returns>An OData filter: one partition, or a range of partitions.</returns>
    public static string Query(DeliveryState state, ParkedFilter filter)
    {
        var partitions = filter.Endpoint is { } endpoint
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Partition(state, endpoint)}")
            : TableClient.CreateQueryFilter($"PartitionKey ge {$"{state}{Separator}"} and PartitionKey lt {$"{state}{AfterSeparator}"}");
        string?[] conditions =
        [
            partitions,
            filter.From is { } from ? TableClient.CreateQueryFilter($"RowKey ge {ParkedEntry.PlaceOf(from)}") : null,
            filter.To is { } to ? TableClient.CreateQueryFilter($"RowKey lt {ParkedEntry.PlaceOf(to)}") : null,
            filter.After is { } after ? TableClient.CreateQueryFilter($"RowKey gt {after}") : null,
        ];
        return string.Join(" and ", conditions.OfType<string>());
    }

    private static string Partition(DeliveryState state, string endpoint) => $"{state}{Separator}{endpoint}";
}
