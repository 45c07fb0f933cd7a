using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Oz;

/// <content>The claims by which the logins of all processes are made one after the other.</content>
public sealed partial class OzLoginGuard
{
    private const int MaxWaits = 4;
    private static readonly DoublingDelay WaitForLogin = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2));

    // A login may wait for the response and for its body; the rest is for the storage.
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(30);

    // When this process last gave up waiting for another's login.
    private long? _busyAt;

    // The claim of the login that is being made.
    private OzLoginClaim? _claim;

    // A claim of ours that may be stored, and which no login uses: the answer to its write, or to its removal, was lost.
    private OzLoginClaim? _unused;

    private async Task WaitForClaimAsync(bool mayWait)
    {
        // Callers of a process ask one after the other, so not each of them may wait.
        mayWait &= _busyAt is not { } busyAt || time.GetElapsedTime(busyAt) > WaitForLogin.Longest;
        for (var waits = 0; await ClaimAsync() is { } other; waits++)
        {
            if (other.Id is null)
            {
                throw new OzUnavailableException("A login to Oz failed, so no other is tried for now.", other.Pause(time.GetUtcNow()));
            }

            if (!mayWait || waits == MaxWaits)
            {
                _busyAt = time.GetTimestamp();
                throw new OzUnavailableException("Another process is logging in to Oz.") { IsHeldBack = true };
            }

            await Task.Delay(WaitForLogin.After(waits), time);
        }
    }

    // Returns the claim that holds this process back; null when the login may be made.
    private async Task<OzLoginClaim?> ClaimAsync()
    {
        var now = time.GetUtcNow();
        var claim = _unused = new OzLoginClaim(_unused?.Id ?? $"{Guid.NewGuid():N}", now + (2 * options.Value.Timeout) + ClaimMargin);
        var (current, _) = await conditions.TurnAsync(
            current => current.LoginStop?.Remaining(now) is null && (current.LoginClaim?.Remaining(now) is null || current.LoginClaim.Id == claim.Id) ? current with { LoginClaim = claim } : current,
            CancellationToken.None);
        _unused = null;
        lock (_lock)
        {
            _stop = _stop?.Remaining(now) is null ? current.LoginStop : _stop;
        }

        ThrowIfStopped();
        _claim = claim;
        return current.LoginClaim == claim ? null : current.LoginClaim;
    }

    // If the end cannot be stored, this process may use the claim for its next login, unless Oz may have counted this one.
    private async Task<bool> EndClaimAsync(Func<OzConditions, OzConditions> change, bool isReusable)
    {
        var claim = _claim;
        var isStored = await TryStoreAsync(current => current.LoginClaim?.Id == claim!.Id ? change(current) : current);
        _unused = isStored || !isReusable ? null : claim;
        return isStored;
    }
}
