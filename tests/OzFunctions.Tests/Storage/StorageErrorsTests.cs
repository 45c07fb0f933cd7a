using Azure;
using Azure.Identity;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Tests.Storage;

public sealed class StorageErrorsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void TransientError_IsUnavailable(int status) => Assert.True(StorageErrors.IsUnavailable(new RequestFailedException(status, "refused")));

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public void PermanentError_IsOurFault(int status) => Assert.False(StorageErrors.IsUnavailable(new RequestFailedException(status, "refused")));

    [Fact]
    public void Retries_ThatAllEndedInAFaultOfOurs_AreOne()
    {
        Assert.True(StorageErrors.IsUnavailable(new AggregateException(new RequestFailedException(503, "busy"), new HttpRequestException("closed"))));
        Assert.False(StorageErrors.IsUnavailable(new AggregateException(new RequestFailedException(503, "busy"), new RequestFailedException(400, "refused"))));
    }

    [Fact]
    public void MissingCredential_IsUnavailable()
    {
        Assert.True(StorageErrors.IsUnavailable(new AuthenticationFailedException("no token")));
        Assert.True(StorageErrors.IsUnavailable(new CredentialUnavailableException("no identity")));
    }

    [Fact]
    public void Fault_OfAnotherKind_IsNone() => Assert.False(StorageErrors.IsUnavailable(new InvalidOperationException("ours")));
}
