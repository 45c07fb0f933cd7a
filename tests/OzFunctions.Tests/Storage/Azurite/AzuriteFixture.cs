using Azure.Data.Tables;
using Azure.Storage.Queues;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>
/// One in-memory Azurite on free ports for all tests that need storage. Each test uses its own tables, and each test that runs servers its own account.
/// Tests with much work start their own Azurite, because an Azurite has only one thread. The first test that needs the shared one starts it, so the fast part
/// of the tests starts no process.
/// </summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private const int MaxAccounts = 500;

    // The variable from which Azurite reads its accounts.
    private const string AccountsVariable = "AZURITE_ACCOUNTS";

    private static readonly string AccountKey = Convert.ToBase64String(new byte[64]);
    private static int _tables;

    // Blocks, because its callers are not asynchronous. Only the first test waits for the start.
    private readonly Lazy<Running> _running = new(static () => Task.Run(StartAsync).GetAwaiter().GetResult());

    private int _accounts;

    internal AzuriteInstallation Installation => _running.Value.Installation;

    internal AzuritePorts Ports => _running.Value.Ports;

    internal string ConnectionString => Ports.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            await _running.Value.Process.DisposeAsync();
        }
    }

    /// <summary>
    /// Creates an account for one test and returns its connection string. Servers with the same account share its queues, and so process
    /// each other's messages.
    /// </summary>
    internal string NewAccount()
    {
        var number = Interlocked.Increment(ref _accounts);
        return AccountOf(Ports, number);
    }

    /// <summary>Starts a separate Azurite for a test with much work.</summary>
    internal async Task<OwnAzurite> StartOwnAsync()
    {
        var ports = FreePort.ForAzurite();
        return new OwnAzurite(await AzuriteProcess.StartAsync(Installation, ports, dataDirectory: null, TestContext.Current.CancellationToken), ports);
    }

    internal static string AccountOf(AzuritePorts ports, int number)
    {
        Assert.InRange(number, 1, MaxAccounts);
        var (name, key) = Own(ports);
        return ports.ConnectionString.Replace(name, NameOf(number), StringComparison.Ordinal).Replace(key, AccountKey, StringComparison.Ordinal);
    }

    /// <summary>Creates a client of a new table name; the table does not exist yet.</summary>
    internal TableClient NewTable(TableClientOptions? options = null) =>
        new LeanTableServiceClient(ConnectionString, options ?? new TableClientOptions()).GetTableClient($"Test{Interlocked.Increment(ref _tables)}");

    /// <summary>Creates a client of a new queue name; the queue does not exist yet.</summary>
    internal QueueClient NewQueue(QueueClientOptions? options = null) =>
        new(ConnectionString, $"test-{Interlocked.Increment(ref _tables)}", options ?? new QueueClientOptions());

    /// <summary>Creates the work queues under new names.</summary>
    internal WorkQueues NewWorkQueues(TimeSpan visibilityTimeout, QueueClientOptions? options = null)
    {
        var prefix = $"test-{Interlocked.Increment(ref _tables)}-";
        return new WorkQueues(name => new QueueClient(ConnectionString, prefix + name, options ?? new QueueClientOptions()), visibilityTimeout);
    }

    private static async Task<Running> StartAsync()
    {
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, static _ => { }, CancellationToken.None);
        var ports = FreePort.ForAzurite();

        // The variable stays, for the emulators of single tests.
        Environment.SetEnvironmentVariable(AccountsVariable, string.Join(';', Enumerable.Range(1, MaxAccounts).Select(static i => $"{NameOf(i)}:{AccountKey}").Prepend($"{Own(ports).Name}:{Own(ports).Key}")));
        var process = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        return new Running(installation, ports, process);
    }

    private static string NameOf(int number) => $"account{number}";

    private static (string Name, string Key) Own(AzuritePorts ports)
    {
        var parts = ports.ConnectionString.Split(';').Select(static part => part.Split('=', 2)).ToLookup(static part => part[0], static part => part[^1]);
        return (parts["AccountName"].Single(), parts["AccountKey"].Single());
    }

    private sealed record Running(AzuriteInstallation Installation, AzuritePorts Ports, AzuriteProcess Process);
}
