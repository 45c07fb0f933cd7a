namespace OzFunctions.Core.Oz;

/// <summary>Knows the conditions of the Oz account over all processes.</summary>
/// <param name="store">Remembers them.</param>
/// <param name="account">Gives what stands for the account in storage: letters and digits. Called once, when it is first needed.</param>
public sealed class OzConditionMonitor(IOzConditionStore store, Func<string> account)
{
    private const int MaxAttempts = 10;

    private readonly Lazy<string> _account = new(account);

    /// <summary>Reads the conditions as they are now.</summary>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The conditions.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<OzConditions> ReadAsync(CancellationToken cancellationToken) =>
        (await store.FindAsync(_account.Value, cancellationToken))?.Value ?? new OzConditions();

    /// <summary>Changes the conditions, whoever else does.</summary>
    /// <param name="change">Makes the new conditions of the current ones; the same when nothing is to be changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The conditions as they are stored now, and whether they were changed by this.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or others were faster every time.</exception>
    public async Task<(OzConditions Conditions, bool IsChanged)> TurnAsync(Func<OzConditions, OzConditions> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(_account.Value, cancellationToken);
            var current = stored?.Value ?? new OzConditions();
            var next = change(current);
            if (next == current)
            {
                return (current, false);
            }

            if (await store.TryWriteAsync(_account.Value, next, stored?.ETag, cancellationToken))
            {
                return (next, true);
            }
        }

        throw new StoreUnavailableException($"Others changed the conditions of the Oz account first, {MaxAttempts} times in a row.");
    }
}
