using Azure.Data.Tables;
using Azure.Storage.Queues;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Storage.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>One Azurite in memory, on free ports, for all tests that need storage; each takes a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static int _tables;

    private AzuriteProcess? _azurite;

    internal AzuriteInstallation Installation { get; private set; } = null!;

    internal AzuritePorts Ports { get; private set; } = null!;

    internal string ConnectionString => Ports.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        Installation = await AzuriteInstallation.EnsureAsync(AzuriteInstallation.DefaultCacheDirectory, static _ => { }, CancellationToken.None);
        Ports = AzuritePorts.Free();
        _azurite = await AzuriteProcess.StartAsync(Installation, Ports, dataDirectory: null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }

    /// <summary>A client of a table that does not exist yet.</summary>
    internal TableClient NewTable(TableClientOptions? options = null) =>
        new(ConnectionString, $"Test{Interlocked.Increment(ref _tables)}", options ?? new TableClientOptions());

    /// <summary>A client of a queue that does not exist yet.</summary>
    internal QueueClient NewQueue(QueueClientOptions? options = null)
    {
        options ??= new QueueClientOptions();
        options.MessageEncoding = QueueMessageEncoding.Base64;
        return new QueueClient(ConnectionString, $"test-{Interlocked.Increment(ref _tables)}", options);
    }
}
