using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Oz;

namespace OzFunctions.Benchmarks.Fuzz.Oz;

/// <summary>The Oz client as in production, with a new session for each input. Parts that are expensive to create are reused and keep no state between inputs. Not safe for concurrent use.</summary>
internal sealed class OzClient
{
    /// <summary>The most folders that a list is asked for, which is less than many lists have.</summary>
    public const int Limit = 2;

    /// <summary>The account's password.</summary>
    public const string Password = "password-4711";

    private static readonly IOptions<OzOptions> Account = Options.Create(new OzOptions { BaseUrl = FuzzOz.Url, Email = "bank@example.com", Password = Password });
    private static readonly IOptions<FolderOptions> Folders = Options.Create(new FolderOptions { MetadataKeys = ["transaction_id"] });

    private readonly PausedClock _clock = new();
    private readonly OzListing _listing;
    private readonly OzConditionMonitor _conditions;
    private readonly OzConnection _connection;

    /// <summary>Creates the client.</summary>
    public OzClient()
    {
        _listing = new OzListing(OzTimeField.Created, _clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow()) { Limit = Limit };
        _conditions = new OzConditionMonitor(Oz, static () => "account");
        var clock = new OzClockReport(new OzClock(_clock), _conditions, FuzzMetrics.Instance, _clock, NullLogger<OzClockReport>.Instance);
        _connection = new OzConnection(Oz, Account, new OzBackoff(_clock, static () => 0.5), clock, _clock, static () => 0.5);
    }

    /// <summary>The Oz that it asks.</summary>
    public FuzzOz Oz { get; } = new();

    /// <summary>Asks the question of an input.</summary>
    /// <param name="input">The question and the replies.</param>
    /// <returns>The folder, or a page of the list; neither when the folder does not exist at Oz.</returns>
    public (OzPayload? Folder, OzPage? Page) Ask(OzInput input)
    {
        _clock.Forget();
        Oz.Begin(input);
        using var session = new OzSession(_connection, new OzLoginGuard(_conditions, Account, FuzzMetrics.Instance, _clock, NullLogger<OzLoginGuard>.Instance), Account, _clock);
        var folders = new OzFolders(_connection, session, Account, Folders, _clock);
        return input.FolderId is { } id
            ? (folders.FindAsync(id, CancellationToken.None).GetAwaiter().GetResult(), null)
            : (null, folders.ListAsync(_listing, CancellationToken.None).GetAwaiter().GetResult());
    }
}
