using Azure.Data.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class FakeRejectionLogTests : RejectionLogContract
{
    internal override TableClient Table { get; } = new FakeTableClient();
}
